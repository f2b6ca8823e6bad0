/// Which acceptor and which threshold a field is decoded with.
///
/// in:  FieldModel, Knowledge, the ink of one field
/// out: FieldMeaning
#pragma once

#include "pipeline/record/acceptor.h"
#include "pipeline/record/field_meaning.h"
#include "pipeline/record/texts.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace tanfang {

/// Acceptors are built when a field first asks for them; fields of a kind share them.
class KnownFields {
  public:
    /// Both arguments outlive it.
    KnownFields(const FieldModel& model, const Knowledge& knowledge)
        : model_(model), knowledge_(knowledge) {}

    /// @param reading  nullptr: not read
    /// @return  nothing if there is no graph to decode (typed and most printed text) or nothing
    /// that the
    ///          field may hold fits it
    std::optional<FieldMeaning> decode(const Field& field, const TextReading* reading,
                                       const TextToValue& value_of);

    /// The acceptor of a field's values; nullptr if any text may stand there.
    const Acceptor* acceptor_of(const Field& field);

  private:
    Threshold threshold_of(const Field& field, const TextReading& reading) const;
    const Acceptor& built(const std::string& name, const std::function<Acceptor()>& build);

    const FieldModel& model_;
    const Knowledge& knowledge_;
    std::map<std::string, Acceptor> acceptors_;
};

/// The entry of Calibration::fields for a field: "id_number", "phone", "word", ...
std::string kind_of(const Field& field);

}  // namespace tanfang
