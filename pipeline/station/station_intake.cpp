#include "pipeline/home/sortable_id.h"
#include "pipeline/station/station_call.h"

#include <charconv>

namespace tanfang {

HttpResponse Station::upload(const Call& call) {
    return json_answer({{"upload", uploads_.begin(call.person(), call.text("name"),
                                                  call.number("bytes"), Uploads::Clock::now())}});
}

/// /api/piece/UPLOAD/OFFSET, the bytes as body.
HttpResponse Station::piece(const Call& call) {
    if (call.path.size() != 4)
        return refused(404, "");
    const std::string& digits = call.path[3];
    std::int64_t offset = -1;
    const auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, offset).ptr != end)
        return refused(400, "上传的内容不连续，请重新上传这个文件");
    return json_answer({{"bytes", uploads_.add(call.person(), call.path[2], offset, *call.bytes,
                                               Uploads::Clock::now())}});
}

/// The file is durable when this has answered.
HttpResponse Station::uploaded(const Call& call) {
    UploadedFile whole = uploads_.finish(call.person(), call.text("upload"));
    const Receipt receipt =
        settings_.intake.receive(std::move(whole.file), std::filesystem::path("上传") / whole.name,
                                 new_sortable_id() + uploaded_by + call.person());
    const std::scoped_lock lock(mutex_);
    uploaded_.push_back({call.person(), whole.name, receipt.sha256, receipt.known});
    return json_answer({{"known", receipt.known}});
}

/// How far the reading of one's own uploads is, the latest first.
HttpResponse Station::intake(const Call& call) {
    const std::scoped_lock lock(mutex_);
    Json files = Json::array();
    for (auto upload = uploaded_.rbegin(); upload != uploaded_.rend(); ++upload) {
        if (upload->person != call.person())
            continue;
        const FileProgress progress = home_.progress(upload->sha256);
        files.push_back({{"name", upload->name},
                         {"known", upload->known},
                         {"read", progress.read},
                         {"accepted", progress.accepted},
                         {"review", progress.review},
                         {"rejected", progress.rejected}});
    }
    return json_answer({{"files", std::move(files)}, {"trouble", settings_.intake.trouble()}});
}

}  // namespace tanfang
