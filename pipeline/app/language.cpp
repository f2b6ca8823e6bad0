#include "pipeline/app/language.h"

#include <cstdlib>
#include <string_view>

namespace tanfang {

bool speaks_chinese() {
    for (const char* variable :
         {"LC_ALL", "LC_MESSAGES", "LANG"}) {  // POSIX: the first that is set decides
        const char* value = std::getenv(variable);
        if (value && *value)
            return std::string_view(value).starts_with("zh");
    }
    return false;
}

}  // namespace tanfang
