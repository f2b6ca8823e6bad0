/// The places that a list names: few, each in many rows.
///
/// in:  a name as it is written, its level, and where it should lie
/// out: ListedPlace
#pragma once

#include "pipeline/record/knowledge.h"

#include <string>
#include <unordered_map>

namespace tanfang {

struct ListedPlace {
    std::size_t matches = 0;  ///< divisions that the name can mean
    std::string code;         ///< of the only one
    Json value;               ///< {"name", "code"} of the only one, else null
};

/// Looks each place up once. Not for several threads at once.
class ListedPlaces {
  public:
    /// @param knowledge  with divisions; outlives it
    explicit ListedPlaces(const Knowledge& knowledge) : divisions_(knowledge.divisions) {}

    /// @param level   "township" or "village"
    /// @param inside  code of the division in which it should lie, at any depth
    /// @return        what lives as long as this object
    const ListedPlace& find(const std::string& name, const std::string& level,
                            const std::string& inside);

    /// {"name", "code"} of the township that a village lies in; null if the code is no village's.
    const Json& township_of(const std::string& village_code);

  private:
    const Divisions& divisions_;
    std::unordered_map<std::string, ListedPlace> found_;  // by name, level and code
    std::unordered_map<std::string, Json> townships_;     // by the village's code
};

}  // namespace tanfang
