#include "pipeline/base/json.h"

#include <fstream>
#include <sstream>

namespace tanfang {

Json parse_json(const std::string& text, Fault fault, const std::string& where) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& e) {
        throw Error(fault, where,
                    "不是有效的 JSON（第 " + std::to_string(e.byte) + " 字节处出错）");
    } catch (const Json::out_of_range&) {  // of a number like 1e999
        throw Error(fault, where, "JSON 中有的数字过大，无法表示");
    }
}

Json load_json(const std::filesystem::path& file, Fault fault) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()))
        throw Error(fault, file.string(), "无法读取该文件");
    return parse_json(text.str(), fault, file.string());
}

std::string text_in(const Json& value, const char* member) {
    const bool there = value.is_object() && value.contains(member) && value[member].is_string();
    return there ? value[member].get<std::string>() : "";
}

}  // namespace tanfang
