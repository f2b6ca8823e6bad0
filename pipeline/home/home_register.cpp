#include "pipeline/home/home.h"

namespace tanfang {

People Home::people() {
    return {*database_, vault_, options_.actor};
}

PrintedSheets Home::printed_sheets() {
    return {*database_, vault_, options_.actor};
}

}  // namespace tanfang
