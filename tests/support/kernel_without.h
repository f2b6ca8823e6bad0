/// Takes from this process what some kernels and containers do not have, so that tests see what the
/// program says there. For processes that end soon: nothing gives it back.
#pragma once

namespace tanfang::support {

/// The kernel says that it knows no seccomp filters, as one does that was built without them.
void forget_seccomp();

/// The kernel forbids new namespaces, as it does in many containers.
void forget_namespaces();

}  // namespace tanfang::support
