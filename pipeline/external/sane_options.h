/// A scanner's options by their names (SANE standard, section 4.5), for sane.cpp only.
#pragma once

#include <string>
#include <vector>

#include <sane/sane.h>

namespace tanfang {

/// Options come and go as others are set, so each is looked up anew.
class SaneOptions {
  public:
    explicit SaneOptions(SANE_Handle scanner) : scanner_(scanner) {}

    /// The texts that a text option allows; none if there is no such option.
    std::vector<std::string> choices(const char* name) const;

    /// The value of a text option; empty if there is none.
    std::string text(const char* name) const;

    /// The value of a number option; 0 if there is none.
    double number(const char* name) const;

    /// @return false if the scanner has no such option, or does not take the value
    bool set(const char* name, const std::string& text);

    /// Sets a number or a switch to the nearest value that the scanner allows.
    /// @return as above
    bool set(const char* name, double value);

    /// Sets a length. @return false also for scanners that count it in pixels
    bool set_mm(const char* name, double mm);

  private:
    struct Found {
        SANE_Int number = 0;
        const SANE_Option_Descriptor* option = nullptr;  ///< null: there is none that can be set
    };
    Found find(const char* name) const;

    SANE_Handle scanner_;
};

}  // namespace tanfang
