#include "pipeline/home/tokens.h"

#include "pipeline/base/error.h"
#include "pipeline/external/password.h"
#include "pipeline/external/sha256.h"
#include "pipeline/home/audit.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t longest_token_name = 40;
const std::string mark = "tf_";  // whoever finds one in a file knows what it is

constexpr std::array<std::pair<TokenScope, const char*>, 3> scopes = {
    {{TokenScope::read, "read"}, {TokenScope::decide, "decide"}, {TokenScope::upload, "upload"}}};

std::string hash_of(const std::string& token) {
    return sha256_hex(bytes_of(token));  // 256 random bits: nothing to guess, no salt needed
}

std::string words_of(const std::set<TokenScope>& granted) {
    std::string words;
    for (const auto scope : granted) words += (words.empty() ? "" : " ") + scope_name(scope);
    return words;
}

ApiToken token_in(const SqlRow& row) {
    ApiToken token{row.text(0), {}, row.integer(2), row.integer(3) != 0};
    std::istringstream words(row.text(1));
    for (std::string word; words >> word;) token.scopes.insert(scope_named(word));
    return token;
}

bool is_plain(const std::string& name) {
    return !name.empty() && name.size() <= longest_token_name &&
           std::all_of(name.begin(), name.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
           });
}

}  // namespace

std::string scope_name(TokenScope scope) {
    for (const auto& [known, name] : scopes)
        if (known == scope)
            return name;
    throw std::logic_error("unknown scope");
}

TokenScope scope_named(const std::string& name) {
    for (const auto& [scope, known] : scopes)
        if (known == name)
            return scope;
    throw Error(Fault::bad_usage, name, "只有 read（看）、decide（处理）、upload（上传）三种权限");
}

std::string Tokens::add(const ApiToken& token, const std::string& by) {
    if (!is_plain(token.name))
        throw Error(Fault::bad_usage, token.name, "令牌的名字只能用字母、数字、- 和 _，最多 40 个");
    if (token.scopes.empty())
        throw Error(Fault::bad_usage, token.name, "请写明令牌可以做什么：read、decide 或 upload");
    const std::string secret = mark + random_token();
    SqlTransaction transaction(database_);
    const auto seq = append_audit(database_, vault_,
                                  {by,
                                   "token.added",
                                   "token/" + token.name,
                                   {{"scopes", words_of(token.scopes)}, {"until", token.until}}});
    database_.run("DELETE FROM api_token WHERE name = $1", {token.name});
    database_.run(
        "INSERT INTO api_token (name, hash, scopes, until, revoked, change)"
        " VALUES ($1, $2, $3, $4, 0, $5)",
        {token.name, hash_of(secret), words_of(token.scopes), token.until, seq});
    transaction.commit();
    return secret;
}

std::optional<ApiToken> Tokens::find(const std::string& token, std::int64_t now) {
    std::optional<ApiToken> found;
    database_.query("SELECT name, scopes, until, revoked FROM api_token WHERE hash = $1",
                    {hash_of(token)}, [&](const SqlRow& row) { found = token_in(row); });
    return found && !found->revoked && now < found->until ? found : std::nullopt;
}

std::vector<ApiToken> Tokens::list() {
    std::vector<ApiToken> all;
    database_.query("SELECT name, scopes, until, revoked FROM api_token ORDER BY name", {},
                    [&](const SqlRow& row) { all.push_back(token_in(row)); });
    return all;
}

void Tokens::revoke(const std::string& name, const std::string& by) {
    SqlTransaction transaction(database_);
    const auto seq = append_audit(database_, vault_, {by, "token.revoked", "token/" + name});
    if (database_.run(
            "UPDATE api_token SET revoked = 1, change = $1 WHERE name = $2 AND revoked = 0",
            {seq, name}) == 0)
        throw Error(Fault::bad_usage, name, "没有这个名字的有效令牌");
    transaction.commit();
}

}  // namespace tanfang
