#include "pipeline/station/uploads.h"

#include "pipeline/external/password.h"
#include "pipeline/intake/input_list.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace tanfang {

namespace {

constexpr std::size_t longest_name = 255;  // bytes, as file systems have it

void refuse_odd_name(const std::string& name) {
    const bool odd = std::any_of(name.begin(), name.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F || letter == '/' ||
               letter == '\\';
    });
    if (name.empty() || name.size() > longest_name || odd || !has_scan_ending(name))
        throw Error(Fault::bad_usage, "", "只能上传扫描件：PDF、JPG、PNG、TIF");
}

OpenFile file_without_name(const std::filesystem::path& folder) {
    const auto name = folder / ("upload-" + random_token());
    OpenFile file(name, O_RDWR | O_CREAT | O_EXCL, Fault::output_failed);
    std::filesystem::remove(name);
    return file;
}

}  // namespace

std::string Uploads::begin(const std::string& person, const std::string& name, std::int64_t bytes,
                           Clock::time_point now) {
    refuse_odd_name(name);
    if (bytes <= 0)
        throw Error(Fault::bad_usage, "", "文件是空的");
    if (bytes > longest_upload)
        throw Error(Fault::bad_usage, "", "文件超过 1 GB，请分成几个文件再上传");
    const std::scoped_lock lock(mutex_);
    std::erase_if(by_id_, [&](const auto& entry) { return entry.second.until <= now; });
    if (by_id_.size() >= most_uploads)
        throw Error(Fault::bad_usage, "", "同时上传的文件太多，请稍后再试");
    std::string id = random_token();
    by_id_.emplace(
        id, Upload{person, name, bytes, 0, file_without_name(folder_), now + upload_idle_time});
    return id;
}

Uploads::Upload& Uploads::find(const std::string& person, const std::string& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end() || found->second.person != person)
        throw Error(Fault::bad_usage, "", "这次上传已经中断，请重新上传这个文件");
    return found->second;
}

std::int64_t Uploads::add(const std::string& person, const std::string& id, std::int64_t offset,
                          const std::string& piece, Clock::time_point now) {
    const std::scoped_lock lock(mutex_);
    Upload& upload = find(person, id);
    upload.until = now + upload_idle_time;
    const auto end = offset + static_cast<std::int64_t>(piece.size());
    if (offset >= 0 && end <= upload.there)
        return upload.there;
    if (offset != upload.there || end > upload.wanted)
        throw Error(Fault::bad_usage, "", "上传的内容不连续，请重新上传这个文件");
    try {
        upload.file.write(std::as_bytes(std::span(piece)));
    } catch (const Error&) {  // a part may be written: nothing can follow it
        by_id_.erase(id);
        throw;
    }
    upload.there = end;
    return end;
}

UploadedFile Uploads::finish(const std::string& person, const std::string& id) {
    const std::scoped_lock lock(mutex_);
    Upload& upload = find(person, id);
    if (upload.there != upload.wanted)
        throw Error(Fault::bad_usage, "", "文件还没有传完");
    UploadedFile whole{std::move(upload.name), std::move(upload.file)};
    by_id_.erase(id);
    ::lseek(whole.file.descriptor(), 0, SEEK_SET);
    return whole;
}

}  // namespace tanfang
