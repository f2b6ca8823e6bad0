#include "pipeline/app/print_ledger.h"

#include "pipeline/app/growing_file.h"
#include "pipeline/form/sheet_code.h"

#include <random>

namespace fs = std::filesystem;

namespace tanfang {

std::string random_serial() {
    static std::random_device source;  // the kernel's random numbers
    return serial_from_bits(static_cast<unsigned long long>(source()) << 32 | source());
}

PrintLedger::PrintLedger(const fs::path& manifest, const Json& run)
    : run_(run), batch_(random_serial()) {
    if (manifest.empty() || (fs::exists(manifest) && !fs::is_regular_file(manifest)))
        return;
    file_ = manifest.string() + ".unfinished";
    if (fs::exists(file_))
        load();
    out_.open(file_, std::ios::binary | std::ios::app);
    if (!out_)
        throw Error(Fault::output_failed, file_.string(),
                    "无法写入该文件，请检查文件夹是否存在、是否有权限");
    if (!continued_)
        append({{"run", run_}, {"batch", batch_}});
}

/// Whole lines count; what a crash cut off in the middle of the last one is dropped.
void PrintLedger::load() {
    std::ifstream in(file_, std::ios::binary);
    std::string line;
    std::uintmax_t whole = 0;
    while (std::getline(in, line) && !in.eof()) {
        const Json json = parse_json(line, Fault::bad_usage, file_.string());
        if (!continued_) {
            if (json.value("run", Json()) != run_)
                throw Error(Fault::bad_usage, file_.string(),
                            "上一次没有完成的打印与这一次不同（表单、名单或分包方式变了）。"
                            "请按原来的方式再次运行把它完成；确定不要了，就删除这个文件");
            batch_ = json.at("batch");
            continued_ = true;
        } else {
            serials_.push_back(json.at("serial"));
            given_.insert(serials_.back());
        }
        whole += line.size() + 1;
    }
    in.close();
    fs::resize_file(file_, whole);
}

void PrintLedger::append(const Json& line) {
    out_ << line.dump() << '\n';
    if (!out_)
        throw Error(Fault::output_failed, file_.string(), "写入失败，磁盘可能已满");
}

const std::string& PrintLedger::serial(std::size_t set) {
    while (serials_.size() <= set) {
        std::string fresh = random_serial();
        while (!given_.insert(fresh).second) fresh = random_serial();
        serials_.push_back(fresh);
        if (!file_.empty())
            append({{"serial", fresh}});
    }
    return serials_[set];
}

void PrintLedger::make_durable() {
    if (file_.empty())
        return;
    out_.flush();
    if (!out_)
        throw Error(Fault::output_failed, file_.string(), "写入失败，磁盘可能已满");
    tanfang::make_durable(file_);
}

void PrintLedger::remove() {
    if (file_.empty())
        return;
    out_.close();
    fs::remove(file_);
}

}  // namespace tanfang
