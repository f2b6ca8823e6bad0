#include "pipeline/generate/typing_font.h"

#include "pipeline/generate/embed_font.h"

#include <memory>
#include <type_traits>

#include <iconv.h>

namespace tanfang {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;

namespace {

/// Characters of personal and place names outside GB 2312.
constexpr std::u32string_view name_characters =
    U"堃喆䶮𠮷淼垚犇骉翀昇祎甯玥珺珩瑄璟璠暐旻昉昕暄曌煊烜煜燊炘珅鋆鎏镕韫骐骕龑龢赟奭婳媖嫄孖昶嵘"
    U"峯峣廑彧愔戬旸晞晟晹暕曦杺"
    U"枟柃栩桐梃楗榛橦欤歆浠浥涵淏淦湜溦漪潆澍灏炅焓焱煦熙燚燏玘玚玟玠玭珈珣珮珽琇琎琚琛琦琨琪琬琰"
    U"琳瑀瑗瑭瑱璁璆璎璐璘璞瓅甡皓皞"
    U"睿祺禛禤秾竑筠缦翊翥聿臻芃芮芸莛莜菀菡萱葳蓁蓓薇蘅訚谌轩邬郄郗郜郦鄞钰铄铖锜锟锳镐镛阆隗雯霁"
    U"霏霖靓韬顗颢飏馨驭骁骅骏骞鲲鹄麒麟"
    U"厝埕墘坂尾洋埔垵堀澳屿岽嶝浔浦寮庵郫鳌湄峤坵圳礐碶";

struct CloseConversion {
    void operator()(iconv_t conversion) const noexcept { iconv_close(conversion); }
};

}  // namespace

std::set<char32_t> typing_characters() {
    const iconv_t opened = iconv_open("UTF-32LE", "GB2312");
    if (opened == reinterpret_cast<iconv_t>(-1))
        throw Error(Fault::missing_font, "GB2312", "系统缺少 GB 2312 字符集转换（glibc 的 gconv）");
    const std::unique_ptr<std::remove_pointer_t<iconv_t>, CloseConversion> conversion(opened);
    std::set<char32_t> out(name_characters.begin(), name_characters.end());
    for (char32_t ascii = U' '; ascii <= U'~'; ++ascii) out.insert(ascii);
    for (unsigned row = 0xA1; row <= 0xF7; ++row)
        for (unsigned column = 0xA1; column <= 0xFE; ++column) {
            char gb[] = {static_cast<char>(row), static_cast<char>(column)};
            char32_t character = 0;
            char *from = gb, *to = reinterpret_cast<char*>(&character);
            std::size_t from_left = sizeof gb, to_left = sizeof character;
            if (iconv(conversion.get(), &from, &from_left, &to, &to_left) !=
                static_cast<std::size_t>(-1))
                out.insert(character);  // gaps in the table are errors of the conversion
        }
    return out;
}

PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const Fonts& fonts) {
    PdfDictionary names;
    const auto standard_font = [&](const char* resource, const char* base, bool latin) {
        PdfObject& font = *objects.CreateObject("Font");
        font.GetDictionary().AddKey("Subtype", PdfName("Type1"));
        font.GetDictionary().AddKey("BaseFont", PdfName(base));
        if (latin)
            font.GetDictionary().AddKey("Encoding", PdfName("WinAnsiEncoding"));
        names.AddKey(resource, font.Reference());
    };
    standard_font("Helv", "Helvetica", true);
    standard_font("ZaDb", "ZapfDingbats", false);
    PdfObject& typing = *objects.CreateObject("Font");
    embed_font(typing, fonts[Face::body], typing_characters(), Codes::glyph_numbers);
    names.AddKey(typing_font_name, typing.Reference());
    PdfDictionary resources;
    resources.AddKey("Font", names);
    return resources;
}

}  // namespace tanfang
