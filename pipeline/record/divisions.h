/// The tree of administrative divisions: counties, townships, villages, with their codes.
///
/// in:  CSV in UTF-8 with the columns code,name,level,parent and perhaps class (城乡分类代码)
/// out: Divisions
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

struct Division {
    std::string code;              ///< digits
    std::string name;              ///< as in the table, "蚶江镇", "金林社区居委会"
    std::string level;             ///< "province", "prefecture", "county", "township" or "village"
    std::string parent;            ///< code of the division above
    std::string valid_from = {};   ///< the first day, "2024-01-01"; empty: always
    std::string valid_until = {};  ///< the last day; empty: until further notice
    std::string urban_rural = {};  ///< of a village, see is_urban_rural_class(); empty: unknown

    bool holds_on(const std::string& day) const;
};

class Divisions {
  public:
    bool empty() const { return by_code_.empty(); }
    const Division* find(const std::string& code) const;  ///< nullptr if there is none

    /// Divisions that a written name can mean: those with just this name, or else those that differ
    /// only in their ending (蚶江 = 蚶江镇, 金林 = 金林社区居委会).
    ///
    /// @param parent  only inside this division, at any depth; empty: everywhere
    /// @return        none, one, or several where the name is ambiguous
    std::vector<const Division*> match(std::string_view name, const std::string& level,
                                       const std::string& parent) const;

    /// All divisions of a level inside a division, at any depth, in the order of their codes.
    std::vector<const Division*> within(const std::string& level, const std::string& parent) const;

    std::vector<const Division*> all() const;  ///< in the order of their codes

    /// Those that hold on a day.
    Divisions on(const std::string& day) const;

    /// Whether other divisions hold on one day than on the other.
    bool changes_between(const std::string& day, const std::string& other) const;

    bool has_urban_rural() const { return has_urban_rural_; }  ///< some village has its class

    bool is_inside(const Division& division, const std::string& parent) const;

    void add(Division division);

  private:
    std::map<std::string, Division> by_code_;
    std::multimap<std::string, std::string> codes_by_short_name_;
    bool has_urban_rural_ = false;
};

/// The statisticians' classes of villages: 11x in a city, 12x in a town, 2xx in the country.
bool is_urban_rural_class(std::string_view text);

/// A name without its endings (镇 乡 街道 村 村委会 社区 居委会 …), two characters at least remain.
std::string short_place_name(std::string_view name);

/// @throws Error  Fault::bad_settings naming file and line: unreadable, not UTF-8, other columns, a
///                code that is no number or occurs twice, an unknown level or class, a township or
///                village whose parent is not in the table
Divisions load_divisions(const std::filesystem::path& file);

/// The same from the text of a table.
///
/// @param where   for messages, a file's name
/// @param county  six digits: of townships and villages only those of this county; empty: all
Divisions parse_divisions(std::string text, const std::string& where,
                          const std::string& county = {});

}  // namespace tanfang
