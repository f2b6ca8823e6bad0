#include "tests/support/kernel_without.h"

#include <cerrno>
#include <stdexcept>

#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>

namespace tanfang::support {

namespace {

void check(int result) {
    if (result != 0)
        throw std::runtime_error("this test needs a kernel with seccomp");
}

}  // namespace

void forget_seccomp() {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const scmp_arg_cmp sets_seccomp = SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP);
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(seccomp), 0));
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, sets_seccomp));
    check(seccomp_load(filter));
    seccomp_release(filter);
}

void forget_namespaces() {
    const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    const scmp_arg_cmp makes_namespace = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWNS, CLONE_NEWNS);
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 0));
    check(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1, makes_namespace));
    check(seccomp_load(filter));
    seccomp_release(filter);
}

}  // namespace tanfang::support
