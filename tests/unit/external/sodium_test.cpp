#include "pipeline/external/sodium.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace tanfang {

// FIPS 180-4 examples, as printed by `printf abc | sha256sum`.
TEST(Sodium, HashesAsSha256sumDoes) {
    EXPECT_EQ(sha256_hex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex(bytes_of("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sodium, HashesPiecesLikeTheWhole) {
    const std::string text(1000, 'x');
    Sha256 hash;
    hash.update(bytes_of(text.substr(0, 1)));
    hash.update(bytes_of(text.substr(1, 700)));
    hash.update({});
    hash.update(bytes_of(text.substr(701)));
    EXPECT_EQ(hash.hex(), sha256_hex(bytes_of(text)));
}

TEST(Sodium, OpensWhatItSealed) {
    const auto key = SecretKey::random();
    for (const std::string& text :
         {std::string(), std::string("陈碧英"), std::string(100'000, 'x')}) {
        const auto sealed = seal(text, key, "record/1");
        EXPECT_EQ(open_sealed(sealed, key, "record/1"), text);
        EXPECT_EQ(text.empty() ? std::string::npos : sealed.find(text), std::string::npos);
    }
}

TEST(Sodium, SealsTheSameTextDifferentlyEachTime) {
    const auto key = SecretKey::random();
    EXPECT_NE(seal("same", key, ""), seal("same", key, ""));
}

TEST(Sodium, OpensNothingWithAnotherKeyPlaceOrText) {
    const auto key = SecretKey::random();
    const auto sealed = seal("陈碧英", key, "record/1");
    EXPECT_FALSE(open_sealed(sealed, SecretKey::random(), "record/1"));
    EXPECT_FALSE(open_sealed(sealed, key, "record/2"));
    EXPECT_FALSE(open_sealed("", key, "record/1"));
    EXPECT_FALSE(open_sealed("no base64!", key, "record/1"));
    EXPECT_FALSE(open_sealed(sealed.substr(0, 8), key, "record/1"));
    for (const std::size_t i : {std::size_t{0}, sealed.size() / 2}) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(open_sealed(changed, key, "record/1")) << i;
    }
}

TEST(Sodium, DerivesAnotherKeyPerPurposeAndTheSameAgain) {
    const auto key = SecretKey::random();
    const auto same = [](const SecretKey& a, const SecretKey& b) {
        return std::ranges::equal(a.bytes(), b.bytes());
    };
    EXPECT_TRUE(same(key.derive("document"), key.derive("document")));
    EXPECT_FALSE(same(key.derive("document"), key.derive("look-ups")));
    EXPECT_FALSE(same(key.derive("document"), key));
    EXPECT_THROW(key.derive("short"), std::logic_error);
}

// RFC 4231 test case 4 has a key of 25 bytes; libsodium's keys have 32, so this vector is from
// `openssl dgst -sha256 -mac HMAC -macopt hexkey:<32 x 0b>` over "Hi There".
TEST(Sodium, FingerprintsAsHmacSha256Does) {
    std::array<std::byte, SecretKey::size> bytes;
    bytes.fill(std::byte{0x0b});
    EXPECT_EQ(keyed_fingerprint("Hi There", SecretKey(bytes)),
              "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
}

TEST(Sodium, FillsWithRandomBytes) {
    std::array<std::byte, 32> first{};
    std::array<std::byte, 32> second{};
    fill_random(first);
    fill_random(second);
    EXPECT_NE(first, second);
}

}  // namespace tanfang
