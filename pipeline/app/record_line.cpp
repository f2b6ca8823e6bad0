#include "pipeline/app/record_line.h"

#include "pipeline/base/text.h"
#include "pipeline/record/texts.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr std::size_t longest_sequence = 4;  // bytes of a code point in UTF-8

/// A number with so many decimals as mean something; JSON then shows no more of them.
double rounded(double value, double steps_per_unit) {
    return std::isfinite(value) ? std::round(value * steps_per_unit) / steps_per_unit : 0.0;
}

/// Six decimals: thresholds lie close to 1.
double share(double value) {
    return rounded(std::clamp(value, 0.0, 1.0), 1e6);
}

Json nullable(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json();
}

Json quad_json(const Quad<Px>& quad) {
    Json out = Json::array();
    for (const auto& corner : quad) {
        out.push_back(rounded(corner.x, 10));
        out.push_back(rounded(corner.y, 10));
    }
    return out;
}

const char* mark_name(MarkState state) {
    return state == MarkState::marked ? "marked" : state == MarkState::empty ? "empty" : "doubtful";
}

Json how_json(MarkHow how) {
    switch (how) {
        case MarkHow::tick:
            return "tick";
        case MarkHow::cross:
            return "cross";
        case MarkHow::slash:
            return "slash";
        case MarkHow::filled:
            return "filled";
        case MarkHow::circled:
            return "circled";
        case MarkHow::struck:
            return "struck";
        case MarkHow::blacked:
            return "blacked";
        case MarkHow::none:
            break;
    }
    return nullptr;
}

void add(Json& out, const MarkReading& mark) {
    out["sure"] = mark.sure;
    out["mark"] = mark_name(mark.state);
    out["how"] = how_json(mark.how);
    out["score"] = share(mark.score);
}

void add(Json& out, const TextReading& text) {
    out["sure"] = text.sure;
    out["text"] = text.text;
    out["confidence"] = share(text.confidence);
    out["candidates"] = Json::array();
    for (const auto& candidate : text.candidates)
        out["candidates"].push_back(Json::array({candidate.text, share(candidate.probability)}));
}

void add(Json& out, const SignatureReading& signature) {
    out["sure"] = signature.sure;
    out["present"] = signature.present;
    out["kind"] = signature_kind(signature.kind);
}

Json readings_json(const Readings& readings) {
    Json out = Json::object();
    for (const auto& spot : readings) {
        Json& reading = out[spot.spot];
        reading["quad"] = quad_json(spot.quad);
        std::visit([&reading](const auto& kind) { add(reading, kind); }, spot.reading);
    }
    return out;
}

Json fields_json(const CheckedRecord& record) {
    Json out = Json::object();
    for (const auto& [id, field] : record.fields)
        out[id] = {{"value", field.value},
                   {"state", state_name(field.state)},
                   {"confidence", share(field.confidence)}};
    return out;
}

Json registration_json(const std::optional<Registration>& registration) {
    if (!registration)
        return nullptr;
    return {{"method", registration->method},
            {"residual_mm", rounded(registration->residual_mm, 1000)},
            {"dpi", rounded(registration->dpi, 10)},
            {"rotation", registration->rotation}};
}

Json timing_json(const TimingLine& timing) {
    const auto ms = [](double value) { return rounded(std::max(value, 0.0), 10); };
    return {{"decode", ms(timing.decode)},
            {"page", ms(timing.page)},
            {"marks", ms(timing.marks)},
            {"text", ms(timing.text)},
            {"rules", ms(timing.rules)}};
}

bool is_sure(const SpotReading& spot) {
    return std::visit([](const auto& reading) { return reading.sure; }, spot.reading);
}

bool asks(const RecordLine& line) {
    if (!line.record.fields.empty())
        return needs_review(line.record);
    return !std::all_of(line.readings.begin(), line.readings.end(), is_sure);
}

Json line_of(const RecordLine& line, const char* status, const std::string& reason) {
    Json out;
    out["schema"] = "tanfang-record/1";
    out["software"] = {{"version", line.software.version},
                       {"models", line.software.models},
                       {"settings", line.software.settings}};
    out["source"] = {{"file", valid_utf8(line.source.file)},
                     {"sha256", line.source.sha256.empty() ? Json() : Json(line.source.sha256)},
                     {"page", line.source.page},
                     {"part", line.source.part}};
    out["form"] = nullable(line.form);
    out["form_version"] = line.form_version ? Json(*line.form_version) : Json();
    out["serial"] = line.code ? Json(line.code->serial) : Json();
    out["copy"] = line.code ? Json(line.code->copy) : Json();
    out["page"] = line.page ? Json(*line.page) : Json();
    out["status"] = status;
    out["reason"] = reason.empty() ? Json() : Json(valid_utf8(reason));
    out["registration"] = registration_json(line.registration);
    out["readings"] = readings_json(line.readings);
    out["fields"] = fields_json(line.record);
    out["findings"] = findings_json(line.record.findings);
    out["timing_ms"] = timing_json(line.timing);
    return out;
}

}  // namespace

Json record_line(const RecordLine& line) {
    return line_of(line, asks(line) ? "review" : "accepted", line.remark);
}

Json rejected_line(const RecordLine& line, const Error& error) {
    RecordLine empty = line;
    empty.readings.clear();
    empty.record = {};
    return line_of(empty, "rejected", std::string(fault_name(error.fault())) + ": " + error.what());
}

std::string valid_utf8(const std::string& bytes) {
    if (code_points(bytes))
        return bytes;
    std::string out;
    for (std::size_t i = 0; i < bytes.size();) {
        std::size_t length = longest_sequence;
        while (length > 0 && !(i + length <= bytes.size() &&
                               code_points(bytes.substr(i, length)).value_or(U"").size() == 1))
            --length;
        out += length > 0 ? bytes.substr(i, length) : utf8(U'\uFFFD');
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

}  // namespace tanfang
