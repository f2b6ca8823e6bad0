#include "tests/support/hostile_pdfs.h"

#include <zlib.h>

namespace tanfang::support {

namespace {

const std::string catalog = "<< /Type /Catalog /Pages 2 0 R >>";
const std::string tree = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

std::string reference(int object) {
    return std::to_string(object) + " 0 R";
}

/// A page, object 3, whose commands are object 4.
std::string page(const std::string& resources, const std::string& more = "") {
    return "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << " +
           resources + " >> " + more + " >>";
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::string compressed(const std::string& data) {
    uLongf size = compressBound(data.size());
    std::string packed(size, '\0');
    compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
              reinterpret_cast<const Bytef*>(data.data()), data.size(), Z_BEST_SPEED);
    packed.resize(size);
    return packed;
}

std::string pdf_of_page(const std::string& page_body, const std::string& commands) {
    return pdf_of_objects({catalog, tree, page_body, pdf_stream("", commands)});
}

}  // namespace

std::string pdf_stream(const std::string& dictionary, const std::string& data) {
    return "<< " + dictionary + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
           "\nendstream";
}

std::string pdf_of_objects(const std::vector<std::string>& objects) {
    std::string file = "%PDF-1.7\n", table;
    int number = 0;
    for (const std::string& object : objects) {
        const std::string at = std::to_string(file.size());
        table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        file += std::to_string(++number) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1);
    const std::string at = std::to_string(file.size());
    return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " +
           count + " /Root 1 0 R >>\nstartxref\n" + at + "\n%%EOF\n";
}

std::string pdf_of_forms_in_forms(int times, int depth) {
    std::vector<std::string> objects{catalog, tree, page("/XObject << /F 5 0 R >>"),
                                     pdf_stream("", "/F Do")};
    for (int i = 0; i < depth; ++i)
        objects.push_back(
            pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources "
                       "<< /XObject << /F " +
                           reference(6 + i) + " >> >>",
                       repeated("/F Do ", times)));
    objects.push_back(
        pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", "0 0 500 800 re f"));
    return pdf_of_objects(objects);
}

std::string pdf_of_patterns_in_patterns(int times, int depth) {
    const std::string paint = "/Pattern cs /P scn 0 0 595 842 re f ";
    std::vector<std::string> objects{catalog, tree, page("/Pattern << /P 5 0 R >>"),
                                     pdf_stream("", paint)};
    const std::string tile =
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 595 842] /XStep 3 "
        "/YStep 3 /Resources << ";
    for (int i = 0; i < depth; ++i)
        objects.push_back(pdf_stream(tile + "/Pattern << /P " + reference(6 + i) + " >> >>",
                                     repeated(paint, times)));
    objects.push_back(pdf_stream(tile + ">>", "0 0 1 1 re f"));
    return pdf_of_objects(objects);
}

std::string pdf_of_fonts_in_fonts(int times, int depth) {
    const std::string text =
        "BT /F 10 Tf (" + std::string(static_cast<std::size_t>(times), 'a') + ") Tj ET";
    std::vector<std::string> objects{catalog, tree, page("/Font << /F 5 0 R >>"),
                                     pdf_stream("", text)};
    for (int i = 0; i < depth; ++i) {  // a font, and the picture of its only letter
        const int glyph = 6 + 2 * i, next = 7 + 2 * i;
        objects.push_back(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] "
            "/FirstChar 97 /LastChar 97 /Widths [10] /Encoding << /Differences [97 /a] >> "
            "/CharProcs << /a " +
            reference(glyph) + " >> /Resources << /Font << /F " + reference(next) + " >> >> >>");
        objects.push_back(pdf_stream("", "10 0 d0 " + text));
    }
    objects.push_back("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    return pdf_of_objects(objects);
}

std::string pdf_of_nested_dictionaries(int depth) {
    return pdf_of_page(page("", "/X " + repeated("<< /X ", depth) + "0" + repeated(" >>", depth)),
                       "");
}

std::string pdf_of_nested_arrays(int depth) {
    return pdf_of_page(page("", "/X " + repeated("[", depth) + repeated("]", depth)), "");
}

std::string pdf_of_flate_layers(int megabytes, int layers) {
    std::string data(static_cast<std::size_t>(megabytes) << 20, ' '), filters;
    for (int i = 0; i < layers; ++i, filters += "/FlateDecode ") data = compressed(data);
    return pdf_of_objects({catalog, tree, page(""), pdf_stream("/Filter [" + filters + "]", data)});
}

std::string pdf_repeating(const std::string& command, int count) {
    return pdf_of_page(page(""), repeated(command + "\n", count));
}

std::string pdf_in_pdf(int depth) {
    std::string inner = pdf_repeating("0 0 10 10 re f", 1);
    for (int i = 0; i < depth; ++i)
        inner = pdf_of_objects(
            {"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) << /Type "
             "/Filespec /F (a.pdf) /EF << /F 5 0 R >> >>] >> >> >>",
             tree, page(""), pdf_stream("", "0 0 10 10 re f"),
             pdf_stream("/Type /EmbeddedFile", inner)});
    return inner;
}

std::string pdf_with_a_tree_in_a_circle() {
    return pdf_of_objects({catalog, "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 1 >>",
                           page(""), pdf_stream("", "")});
}

std::string pdf_with_tables_in_a_circle() {
    std::string file = pdf_repeating("0 0 10 10 re f", 1);
    const std::string at = std::to_string(file.find("xref\n0 "));
    return file.replace(file.find("/Root"), 0, "/Prev " + at + " ");
}

std::string pdf_with_a_stream_in_itself() {
    // A table as a stream (PDF 32000-1, 7.5.8): of 5 objects, number 3 is the stream that holds 3.
    std::string file = "%PDF-1.7\n1 0 obj\n" + catalog + "\nendobj\n";
    const std::size_t tree_at = file.size();
    file += "2 0 obj\n" + tree + "\nendobj\n";
    const std::size_t table_at = file.size();
    const auto entry = [](int kind, std::size_t where, int index) {
        return std::string{static_cast<char>(kind), static_cast<char>(where / 256),
                           static_cast<char>(where % 256), static_cast<char>(index)};
    };
    const std::string rows = entry(0, 0, 0) + entry(1, 9, 0) + entry(1, tree_at, 0) +
                             entry(2, 3, 0) + entry(1, table_at, 0);
    return file + "4 0 obj\n" + pdf_stream("/Type /XRef /Size 5 /W [1 2 1] /Root 1 0 R", rows) +
           "\nendobj\nstartxref\n" + std::to_string(table_at) + "\n%%EOF\n";
}

std::string pdf_of_size(double side) {
    const std::string text = std::to_string(side);
    return pdf_of_objects({catalog, tree,
                           "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + text + " " + text +
                               "] /Contents 4 0 R /Resources << >> >>",
                           pdf_stream("", "0 0 500 800 re f")});
}

}  // namespace tanfang::support
