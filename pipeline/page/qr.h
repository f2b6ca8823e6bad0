/// Reads the QR code of a registered page.
#pragma once

#include "pipeline/page/registered_page.h"

#include <string>
#include <vector>

namespace tanfang {

/// Looks where the form prints its code, with several sharpenings until one text is ours.
///
/// @return every text found, ours or not; empty if the place shows no readable code
std::vector<std::string> read_qr(const RegisteredPage& page);

/// Whether a code of ours, of a sheet or of a pack, stands anywhere in an image.
bool shows_own_code(const cv::Mat& gray);

/// Looks for codes anywhere in an image that could not be registered: every text found, ours or
/// not.
std::vector<std::string> read_qr_anywhere(const cv::Mat& gray);

}  // namespace tanfang
