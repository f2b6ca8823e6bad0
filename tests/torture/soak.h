/// A long day: many small pages through one open home, with an eye on memory and descriptors.
#pragma once

namespace tanfang::torture {

struct Soak {
    int pages = 0;
    double grown_kib = 0;       ///< resident memory from the second quarter of the day to the last
    int descriptors_grown = 0;  ///< open files, from the first hour to the end
};

Soak work_long(int pages);

}  // namespace tanfang::torture
