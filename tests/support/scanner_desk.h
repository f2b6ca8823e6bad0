/// A scanner that is only a program: SANE's own `test` backend, set up for one test. Beside it
/// the one of paper_tray.cpp.
#pragma once

#include <string>

#include "tests/support/temporary_folder.h"
#include <stdlib.h>

namespace tanfang::support {

/// Small pages, so that tests are quick; the feeder gives ten pages and is empty then. SANE asks
/// for the folder of its settings once in a process, so all desks share one.
///
/// @return  the folder, for the environment of other programs
inline std::string set_up_scanner(int devices = 1) {
    static const TemporaryFolder folder;
    folder.file("dll.conf", "test\ntray\n");
    folder.file("test.conf",
                "number_of_devices " + std::to_string(devices) +
                    "\nmode Gray\ndepth 8\nresolution_min 20\nresolution_max 100"
                    "\nresolution_quant 1\nresolution 50"
                    "\ntest-picture \"Color pattern\""
                    "\ngeometry_min 0\ngeometry_max 60\ngeometry_quant 1\nbr_x 20\nbr_y 20\n");
    setenv("SANE_CONFIG_DIR", folder.path().c_str(), 1);
    return folder.path();
}

}  // namespace tanfang::support
