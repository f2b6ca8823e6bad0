/// The victim of the torture: an inbox with small files and a home that takes them in, as a watch
/// folder does, without looking at pictures.
#pragma once

#include "pipeline/home/home.h"

#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/torture/file_operations.h"

namespace tanfang::torture {

/// What lies in the inbox: name and bytes. The first line says which pages are in the file: a word
/// is a page's serial, "-" a page without one, "!" a rejected page.
using Deliveries = std::map<std::string, std::string>;

/// One to three files, one of them twice; some share a serial.
Deliveries invent_deliveries(std::mt19937& random);

/// @param root  a folder that does not exist; gets `inbox`
void lay_out(const std::filesystem::path& root, const Deliveries& deliveries);

/// Opens the home of the office, or makes it.
Home open_home(const std::filesystem::path& root, HomeOptions options = {});

/// Receives what is in the inbox, moves it to `inbox/done`, reads what waits. What cannot be
/// received stays in the inbox.
///
/// @param acknowledged  called with the name of each file whose receipt was given
/// @throws Error        whatever the home throws
void take_in(Home& home, const std::filesystem::path& root,
             const std::function<void(const std::string& name)>& acknowledged);

/// The same from opening the home on, by a program that makes a mistake.
void open_and_take_in(const std::filesystem::path& root, Mistake mistake,
                      const std::function<void(const std::string& name)>& acknowledged);

/// What is wrong with a home before it has taken in anything more.
///
/// @param acknowledged  names of the files that must be in it
std::set<std::string> broken_promises(const std::filesystem::path& root,
                                      const Deliveries& deliveries,
                                      const std::set<std::string>& acknowledged);

/// What is wrong after take_in() has come to its end. Empty: each delivered file is kept and each
/// of its pages is in exactly one record, nothing is there twice or unasked.
///
/// @param decided  how many decisions were acknowledged
std::set<std::string> shortcomings(Home& home, const std::filesystem::path& root,
                                   const Deliveries& deliveries, std::int64_t decided = 0);

}  // namespace tanfang::torture
