/// The files that a command line's PATHs stand for, in their order.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang {

struct InputFile {
    std::filesystem::path path;  ///< as given, or the folder as given plus what lies in it
    std::string problem;  ///< why it can be no scan, in Chinese words; empty if it is worth a try
};

struct InputList {
    std::vector<InputFile> files;
    std::vector<std::filesystem::path> repeats;  ///< further names of files that are in the list
    int passed_over = 0;  ///< files in folders whose names are not those of scans
};

/// Whether a file in a folder is one to read: png, jpg, jpeg, tif, tiff or pdf, in any case.
bool has_scan_ending(const std::filesystem::path& file);

/// Expands files and folders.
///
/// A file is taken whatever its name. A folder is searched with the folders in it, in the byte
/// order of names; links to folders are not followed, hidden names are ignored, and files are taken
/// if has_scan_ending() says so. What is no regular file (FIFO,
/// socket, device, dangling link, folder without permission) is in the list with its problem, so
/// that it is reported and the others go on. A file that is there twice, also through a link, is
/// taken once.
///
/// @param paths  may hold any bytes; an empty list gives an empty list
InputList list_inputs(const std::vector<std::filesystem::path>& paths);

}  // namespace tanfang
