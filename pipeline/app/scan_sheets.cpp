#include "pipeline/app/scan_sheets.h"

#include "pipeline/external/png_writer.h"
#include "pipeline/external/sodium.h"
#include "pipeline/intake/memory_file.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

namespace tanfang {

namespace {

/// The page as a file in memory: no half-written scan ever lies on a disk.
OpenFile file_of(const cv::Mat& pixels, double dpi, const std::filesystem::path& name) {
    OpenFile file(empty_memory_file().release(), name, Fault::output_failed);
    file.write(bytes_of(encode_scan_png(pixels, dpi)));
    ::lseek(file.descriptor(), 0, SEEK_SET);
    return file;
}

}  // namespace

ScanRun scan_sheets(const PageSource& next, const ScanWay& way, const Receiver& receive,
                    const std::string& name, const std::string& batch,
                    const std::function<void()>& stop) {
    ScanRun run;
    do {
        stop();
        const ScannedPage page = next();
        run.state = page.state;
        if (run.state != ScannerState::ready)
            break;
        const std::string page_name = fmt::format("{} 第 {:04} 页.png", name, run.pages + 1);
        receive(file_of(page.pixels, way.dpi, page_name), page_name, batch);
        ++run.pages;
        spdlog::info("第 {} 页已收好", run.pages);
    } while (way.feeder);
    return run;
}

std::string words_for(ScannerState state, int pages) {
    const std::string kept =
        pages > 0 ? fmt::format("已扫的 {} 页都已收好，不必重扫。", pages) : std::string();
    const std::string again = "再运行一次同样的命令";
    switch (state) {
        case ScannerState::ready:
            return "扫描完成";
        case ScannerState::no_paper:
            return pages > 0 ? "进纸器里的纸已扫完"
                             : "进纸器里没有纸。请把表格放进进纸器，" + again;
        case ScannerState::jammed:
            return "卡纸了。" + kept + "请打开进纸器取出卡住的纸，理平后和没扫的放回去，" + again;
        case ScannerState::cover_open:
            return "扫描仪的盖子没有关好。" + kept + "请关好盖子，把没扫的放回去，" + again;
        case ScannerState::busy:
            return "扫描仪正被别的程序使用。" + kept + "请关掉那个程序，或等它扫完，" + again;
        case ScannerState::denied:
            return "没有使用扫描仪的权限。请管理员把您的用户加入 scanner 组，重新登录后再试";
        case ScannerState::unknown_name:
            return "没有这台扫描仪，或它不接受这样的扫描。" + kept +
                   "请检查 --device 写的名称和扫描仪是否开机";
        case ScannerState::disconnected:
            return "扫描仪没有响应，或扫描被取消。" + kept + "请检查电源、数据线或网络，" + again;
        case ScannerState::out_of_memory:
            return "这一页太大，内存放不下。" + kept + "请关掉别的程序，" + again;
        case ScannerState::unsupported:
            return "这台扫描仪给出的图像不是 8 "
                   "位灰度或彩色，无法使用。请换一台，或先扫成文件再导入";
    }
    return "";
}

}  // namespace tanfang
