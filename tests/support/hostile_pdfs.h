/// PDF files that want to break a reader or keep it busy for ever, written by hand: no library
/// would.
#pragma once

#include <string>
#include <vector>

namespace tanfang::support {

/// A PDF file with a good table of its objects. Object 1 is the catalog, 2 the page tree.
/// @param objects  bodies of the objects 1, 2, 3 ...
std::string pdf_of_objects(const std::vector<std::string>& objects);

/// A stream object's body. @param dictionary  entries without the length
std::string pdf_stream(const std::string& dictionary, const std::string& data);

/// One page whose form paints the next form `times` times, `depth` deep: times ^ depth rectangles.
std::string pdf_of_forms_in_forms(int times, int depth);

/// The same with tiling patterns.
std::string pdf_of_patterns_in_patterns(int times, int depth);

/// A font whose letter is drawn with `times` letters of the next font, `depth` deep.
std::string pdf_of_fonts_in_fonts(int times, int depth);

/// A page with an entry of `depth` dictionaries in one another.
std::string pdf_of_nested_dictionaries(int depth);

/// The same with arrays.
std::string pdf_of_nested_arrays(int depth);

/// A page whose commands unpack to `megabytes` of spaces, compressed `layers` times.
std::string pdf_of_flate_layers(int megabytes, int layers);

/// A page whose commands are `count` times the same.
std::string pdf_repeating(const std::string& command, int count);

/// A PDF that carries another one as an attachment and between its objects, `depth` deep.
std::string pdf_in_pdf(int depth);

/// A page tree that is its own child.
std::string pdf_with_a_tree_in_a_circle();

/// A table of objects that names itself as the one before it.
std::string pdf_with_tables_in_a_circle();

/// An object stream that says that it is in itself.
std::string pdf_with_a_stream_in_itself();

/// A page of the given size in points. @param side  the largest that PDF allows is 14,400
std::string pdf_of_size(double side);

}  // namespace tanfang::support
