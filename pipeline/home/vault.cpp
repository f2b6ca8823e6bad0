#include "pipeline/home/vault.h"

#include "pipeline/home/durable_file.h"

#include <array>

#include <fcntl.h>

namespace tanfang {

Vault::Vault(const SecretKey& key)
    : documents_(key.derive("document")),
      look_ups_(key.derive("look-ups")),
      audit_(key.derive("auditlog")) {}

Vault Vault::open(const std::filesystem::path& key_file) {
    if (!is_there(key_file))
        throw Error(Fault::bad_home, key_file.string(),
                    "找不到密钥文件。没有它就无法读出已保存的记录，请从备份放回原处，或用 --key "
                    "指明它的位置");
    OpenFile file(key_file, O_RDONLY, Fault::bad_home);
    std::array<std::byte, SecretKey::size + 1> bytes;  // one more, to notice a longer file
    std::size_t length = 0;
    while (const std::size_t count = file.read(std::span(bytes).subspan(length))) length += count;
    if (length != SecretKey::size)
        throw Error(Fault::bad_home, key_file.string(), "不是有效的密钥文件（应为 32 字节）");
    return Vault(SecretKey(std::span(bytes).first<SecretKey::size>()));
}

Vault Vault::create(const std::filesystem::path& key_file) {
    const SecretKey key = SecretKey::random();
    std::filesystem::path unfinished = key_file;
    unfinished += ".new";
    {
        OpenFile file(unfinished, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        file.write(key.bytes());
        file.sync();
    }
    publish(unfinished, key_file);
    return Vault(key);
}

std::string Vault::seal(std::string_view text, std::string_view bound_to) const {
    return tanfang::seal(text, documents_, bound_to);
}

std::string Vault::unseal(std::string_view sealed, std::string_view bound_to) const {
    auto text = open_sealed(sealed, documents_, bound_to);
    if (!text)
        throw Error(Fault::bad_home, std::string(bound_to),
                    "无法解密：密钥不对，或者数据被改动过。请使用建立该数据目录时的密钥文件");
    return std::move(*text);
}

std::string Vault::fingerprint(std::string_view value) const {
    return keyed_fingerprint(value, look_ups_);
}

std::string Vault::sign_audit(std::string_view entry) const {
    return keyed_fingerprint(entry, audit_);
}

}  // namespace tanfang
