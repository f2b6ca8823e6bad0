/// The people of a home: who is visited. Everything that a form says of them is sealed.
///
/// in:  people from a list, or from records that somebody confirmed
/// out: the same people, found by their id or by the fingerprint of their ID number
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tanfang {

enum class PersonState { active, moved, suspended, died };

std::string person_state_name(PersonState state);

/// @return nothing if the name is none of the four
std::optional<PersonState> person_state_named(const std::string& name);

struct Person {
    std::string id;  ///< a ULID; empty: not stored yet
    PersonState state = PersonState::active;
    std::string priority_class;                ///< "key", "general", or "" if nobody said
    std::optional<std::string> registered_on;  ///< "2026-03-05"
    /// Field ids of the enrollment form -> values in the one grammar of the program, and `visitor`,
    /// the name of who visits. Holds at least subject_name and subject_id_no.
    Json values = Json::object();
    std::int64_t revision = 0;  ///< how often the person was stored

    std::string name() const;                                ///< subject_name
    std::string id_no() const;                               ///< subject_id_no
    std::string text(const std::string& field) const;        ///< "" if it is no text
    std::string place_name(const std::string& field) const;  ///< "" if there is none
    std::string place_code(const std::string& field) const;  ///< "" if there is none
};

/// Not for several threads at once; lives no longer than its home.
class People {
  public:
    People(Sqlite& database, const Vault& vault, std::string actor);

    std::optional<Person> find(const std::string& id) const;
    std::optional<Person> with_id_no(const std::string& id_no) const;

    /// Whose ID number the sheet of a serial claims, as far as it was read: its other pages are
    /// the same person's.
    std::optional<Person> claimed_by(const std::string& serial) const;

    /// with_id_no() for many numbers of which few are stored, as in a list of new people: the
    /// fingerprints are fetched once, here. Lives no longer than this object.
    std::function<std::optional<Person>(const std::string& id_no)> finder() const;

    /// In the order in which they were first stored.
    void each(const std::function<void(const Person&)>& visit) const;

    /// Stores all of them or none, with one entry in the audit. Whoever has no id yet gets one; of
    /// the others the former version is kept.
    ///
    /// @param origin  for the audit, e.g. the SHA-256 of a list; nothing personal
    /// @throws std::logic_error  if two of them, or one and a stored one, have the same ID number
    void store(std::vector<Person>& people, const Json& origin);

  private:
    struct NewPerson;

    Person person_of(const SqlRow& row) const;
    void insert_all(std::vector<NewPerson>& people, std::int64_t change, const std::string& now);
    void insert(std::span<const NewPerson> people, const std::vector<std::string>& sealed,
                std::int64_t change, const std::string& now);
    /// Gives the people their ids; what the database keeps of their values.
    std::vector<std::string> sealed(std::span<const NewPerson> people) const;
    void update(Person& person, std::int64_t change, const std::string& now);

    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang
