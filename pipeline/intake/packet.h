/// Packets between the program and its decoding children: a fixed struct, and open files with it.
#pragma once

#include "pipeline/intake/memory_file.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace tanfang {

/// Two ends of a connection that keeps packets whole (SOCK_SEQPACKET).
/// @throws std::system_error if the system has no more descriptors
std::pair<Descriptor, Descriptor> connected_sockets();

/// @return false if the other end is gone
bool send_bytes(int socket, std::span<const std::byte> packet, std::span<const int> files) noexcept;

/// Fills `packet` with the next packet.
///
/// @return the files that came with it; nothing if the other end is gone or the packet has another
///         size
std::optional<std::vector<Descriptor>> receive_bytes(int socket, std::span<std::byte> packet);

/// @return false if nothing came within `patience`
bool wait_for_packet(int socket, std::chrono::milliseconds patience) noexcept;

template <class Packet>
bool send_packet(int socket, const Packet& packet, std::span<const int> files = {}) noexcept {
    static_assert(std::is_trivially_copyable_v<Packet>);
    return send_bytes(socket, std::as_bytes(std::span(&packet, 1)), files);
}

template <class Packet>
std::optional<std::vector<Descriptor>> receive_packet(int socket, Packet& packet) {
    static_assert(std::is_trivially_copyable_v<Packet>);
    return receive_bytes(socket, std::as_writable_bytes(std::span(&packet, 1)));
}

}  // namespace tanfang
