#include "pipeline/home/home.h"

namespace tanfang {

People Home::people() {
    return {*database_, vault_, options_.actor};
}

PrintedSheets Home::printed_sheets() {
    return {*database_, vault_, options_.actor};
}

std::unordered_map<std::string, VisitState> Home::visits(const std::string& month) {
    return visits_of_month(*database_, month);
}

}  // namespace tanfang
