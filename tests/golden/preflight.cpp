#include "preflight.h"

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace fs = std::filesystem;

namespace tanfang::golden {

namespace {

constexpr const char* jars[] = {"preflight",       "pdfbox2",    "xmpbox",           "fontbox2",
                                "commons-logging", "commons-io", "javax.activation", "jaxb-api"};

std::string class_path() {
    std::string path;
    for (const std::string jar : jars) {
        const std::string file = "/usr/share/java/" + jar + ".jar";
        if (!fs::exists(file) || !fs::exists("/usr/bin/java"))
            throw std::runtime_error(
                "no PDF/A validator, missing " + file +
                "; apt-get install libpdfbox2-java libactivation-java libjaxb-api-java "
                "default-jre-headless");
        path += (path.empty() ? "" : ":") + file;
    }
    return path;
}

struct ClosePipe {
    void operator()(std::FILE* pipe) const noexcept { pclose(pipe); }
};

}  // namespace

Preflight preflight(const fs::path& folder) {
    const std::string command = "java -cp " + class_path() +
                                " org.apache.pdfbox.preflight.Validator_A1b group '" +
                                folder.string() + "' 2>&1";
    const std::unique_ptr<std::FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
    if (!pipe)
        throw std::runtime_error("java does not start");
    Preflight out;
    char line[4096];
    while (std::fgets(line, sizeof line, pipe.get())) {
        const std::string text(line);
        if (text.find(" is a valid PDF/A-1b file") != std::string::npos)
            ++out.valid;
        else if (text.find_first_not_of(" \n") != std::string::npos)
            out.complaints.push_back(text);
    }
    return out;
}

}  // namespace tanfang::golden
