#include "pipeline/recognize/calibration.h"

#include <algorithm>
#include <vector>

namespace tanfang {

namespace {

const std::vector<std::string> network_names = {"cell", "number", "han"};
const std::vector<std::string> reading_kinds = {"comb", "digits", "han"};
const std::vector<std::string> tile_kinds = {"disturbed", "coarse"};
const std::vector<std::string> field_kinds = {
    "id_number", "disability_card", "phone", "date", "count",      "amount",
    "word",      "place",           "name",  "text", "free_number"};
constexpr std::size_t sha256_digits = 64;

/// Reads the entries of one file; every complaint names the file and the entry.
class CalibrationFile {
  public:
    explicit CalibrationFile(const std::filesystem::path& file)
        : file_(file.string()), json_(load_json(file, Fault::missing_model)) {
        if (!json_.is_object() || json_.value("schema", Json()) != "tanfang-calibration/1")
            fail("schema", "应为 tanfang-calibration/1");
    }

    std::map<std::string, NetworkCalibration> networks() const {
        std::map<std::string, NetworkCalibration> out;
        for (const std::string& name : network_names) {
            const Json& entry = at("networks", network_names, name);
            NetworkCalibration& network = out[name];
            network.sha256 = text(entry, "networks." + name, "sha256");
            network.power = number(entry, "networks." + name, "power", 0.1, 20);
            network.unlisted = number(entry, "networks." + name, "unlisted", 0, 0.1);
            network.classes = number(entry, "networks." + name, "classes", 1, 1e6);
        }
        return out;
    }

    double power_of_tiles(const std::string& kind) const {
        return number(at("tiles", tile_kinds, kind), "tiles." + kind, "power", 0.1, 1);
    }

    std::map<std::string, Threshold> thresholds(const std::string& part,
                                                const std::vector<std::string>& kinds) const {
        std::map<std::string, Threshold> out;
        for (const std::string& kind : kinds) {
            const Json& entry = at(part, kinds, kind);
            Threshold& threshold = out[kind];
            threshold.posterior = number(entry, part + "." + kind, "posterior", 0.5, 2);
            threshold.mass = number(entry, part + "." + kind, "mass", -1000, 0);
            threshold.sharpness = number(entry, part + "." + kind, "sharpness", 0.01, 10);
        }
        return out;
    }

  private:
    [[noreturn]] void fail(const std::string& entry, const std::string& what) const {
        throw Error(Fault::missing_model, file_,
                    entry + "：" + what + "。校准文件与识别模型须配套，请重新安装");
    }

    const Json& at(const std::string& part, const std::vector<std::string>& known,
                   const std::string& name) const {
        if (!json_.contains(part) || !json_[part].is_object())
            fail(part, "缺少这一部分");
        for (const auto& [key, value] : json_[part].items())
            if (std::find(known.begin(), known.end(), key) == known.end())
                fail(part + "." + key, "未知的条目");
        if (!json_[part].contains(name) || !json_[part][name].is_object())
            fail(part + "." + name, "缺少这一条目");
        return json_[part][name];
    }

    double number(const Json& entry, const std::string& where, const char* key, double low,
                  double high) const {
        if (!entry.contains(key) || !entry[key].is_number())
            fail(where + "." + key, "应为数字");
        const double value = entry[key];
        if (value < low || value > high)
            fail(where + "." + key, "数值超出范围");
        return value;
    }

    std::string text(const Json& entry, const std::string& where, const char* key) const {
        if (!entry.contains(key) || !entry[key].is_string() ||
            entry[key].get<std::string>().size() != sha256_digits)
            fail(where + "." + key, "应为 64 位十六进制摘要");
        return entry[key];
    }

    std::string file_;
    Json json_;
};

}  // namespace

Calibration load_calibration(const std::filesystem::path& file) {
    const CalibrationFile json(file);
    return {json.networks(), json.power_of_tiles("disturbed"), json.power_of_tiles("coarse"),
            json.thresholds("readings", reading_kinds), json.thresholds("fields", field_kinds)};
}

}  // namespace tanfang
