#include "pipeline/intake/decoder_child.h"

#include "pipeline/base/error.h"
#include "pipeline/external/orcus.h"
#include "pipeline/external/qpdf.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/form_packet.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/scan_document.h"
#include "pipeline/intake/workbook_packet.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <new>
#include <optional>

#include <unistd.h>

namespace tanfang {

namespace {

// CPU time for a request. The slowest good page (A4, 600 dpi, interlaced colour PNG) takes about 1
// s.
constexpr std::chrono::seconds picture_limit{2};
constexpr std::chrono::seconds pdf_limit{15};
constexpr std::chrono::seconds workbook_limit{15};  // 60,000 rows of 20 columns take 3 s

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

DecoderAnswer failure(Fault fault, std::string_view words) {
    DecoderAnswer answer;
    answer.value = static_cast<std::int32_t>(fault);
    std::memcpy(answer.words, words.data(), std::min(words.size(), sizeof answer.words - 1));
    return answer;
}

class Server {
  public:
    Server(int socket, const Descriptor& file)
        : socket_(socket), bytes_(file.get(), size_of(file), Mapping::Use::read) {}

    void run() {
        DecoderRequest request;
        while (receive_packet(socket_, request)) {
            limit_cpu_time(limit_of(request));
            DecoderAnswer answer = answer_to(request);
            answer.cpu_ms = cpu_ms() - counted_ms_;
            counted_ms_ += answer.cpu_ms;
            if (!send_packet(socket_, answer))
                return;
        }
    }

  private:
    std::chrono::seconds limit_of(const DecoderRequest& request) const {
        if (request.page == DecoderRequest::open_workbook)
            return workbook_limit;
        return looks_like_pdf(bytes_.bytes()) ? pdf_limit : picture_limit;
    }

    DecoderAnswer answer_to(const DecoderRequest& request) {
        try {
            if (request.page == DecoderRequest::open_workbook)
                return open_workbook();
            if (request.page == DecoderRequest::give_block)
                return give_block();
            if (!document_)
                document_.emplace(bytes_.bytes());
            DecoderAnswer answer;
            if (request.page == DecoderRequest::count_pages) {
                answer.kind = DecoderAnswer::Kind::page_count;
                answer.value = document_->page_count();
                answer.block_size = pack();
                return answer;
            }
            Mapping pixels;
            const auto drawing = document_->decode_page(request.page, [&](const auto& header) {
                pixels = memory_for(header);
                return reinterpret_cast<std::uint8_t*>(pixels.data());
            });
            answer.kind = drawing ? DecoderAnswer::Kind::draw : DecoderAnswer::Kind::done;
            answer.value = drawing ? drawing->long_side : 0;
            answer.tag_dpi = drawing ? drawing->dpi : 0;
            return answer;
        } catch (const Error& error) {
            return failure(error.fault(), error.what());
        } catch (const std::bad_alloc&) {
            return failure(Fault::too_large, "解码所需内存过多，不是正常的扫描件");
        } catch (const std::exception&) {
            return failure(Fault::unreadable_scan, "文件已损坏，请重新扫描");
        }
    }

    DecoderAnswer open_workbook() {
        try {
            const std::string_view bytes(reinterpret_cast<const char*>(bytes_.data()),
                                         bytes_.size());
            const auto tables = read_workbook(bytes);
            block_ = pack_workbook(tables);
            if (block_.size() > max_packed_workbook)
                throw std::bad_alloc();
            DecoderAnswer answer;
            answer.kind = DecoderAnswer::Kind::page_count;
            answer.value = static_cast<std::int32_t>(tables.size());
            answer.block_size = static_cast<std::int32_t>(block_.size());
            return answer;
        } catch (const std::bad_alloc&) {
            return failure(Fault::too_large, "工作簿展开后太大，不像是人员名单。请分成几个文件");
        }
    }

    DecoderAnswer give_block() {
        const Mapping memory = awaited_memory();
        std::memcpy(memory.data(), block_.data(), std::min(memory.size(), block_.size()));
        DecoderAnswer answer;
        answer.kind = DecoderAnswer::Kind::done;
        return answer;
    }

    /// Tells the program the size and maps the memory that it sends.
    Mapping memory_for(const RasterHeader& header) {
        DecoderAnswer answer;
        answer.kind = DecoderAnswer::Kind::header;
        answer.width = header.width;
        answer.height = header.height;
        answer.channels = header.channels;
        answer.bilevel = header.bilevel ? 1 : 0;
        answer.tag_dpi = header.tag_dpi;
        if (!send_packet(socket_, answer))
            _exit(0);
        return awaited_memory();
    }

    Mapping awaited_memory() {
        PixelMemory memory;
        const auto files = receive_packet(socket_, memory);
        if (!files || files->size() != 1)
            _exit(0);  // the program does not want this page, or is gone
        return Mapping(files->front().get(), memory.size, Mapping::Use::write);
    }

    /// Keeps the form for the request that follows. @return its size, 0 if there is none
    std::int32_t pack() {
        const auto form = document_->form();
        if (!form)
            return 0;
        block_ = pack_form(*form);
        if (block_.size() > max_packed_form)
            throw Error(Fault::too_large, "", "PDF 的填写域过多，不是正常的表单");
        return static_cast<std::int32_t>(block_.size());
    }

    int socket_;
    Mapping bytes_;
    std::optional<ScanDocument> document_;
    std::string block_;  ///< the form or the sheets, packed
    double counted_ms_ = 0;
};

}  // namespace

void serve_scan(int socket, const Descriptor& file) {
    Server(socket, file).run();
}

}  // namespace tanfang
