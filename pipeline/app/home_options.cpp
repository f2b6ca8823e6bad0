#include "pipeline/app/home_options.h"

#include "pipeline/app/language.h"

#include <utility>

#include <pwd.h>
#include <unistd.h>

namespace tanfang {

namespace {

std::string login_name() {
    const passwd* user = ::getpwuid(::geteuid());
    return user ? user->pw_name : "uid " + std::to_string(::geteuid());
}

}  // namespace

HomeOptions HomeChoice::options() const {
    HomeOptions options;
    options.key_file = key_file;
    options.actor = login_name();
    return options;
}

HomeLock turn_to_plan(const Home& home) {
    auto turn = home.try_turn(HomeTurn::planning);
    if (!turn)
        throw Error(Fault::bad_home, "",
                    "另一个 tanfang 程序正在更新登记库或印表，请等它结束后再试");
    return std::move(*turn);
}

std::shared_ptr<HomeChoice> add_home_options(const Command& command) {
    auto choice = std::make_shared<HomeChoice>();
    command
        .option("--home", choice->folder,
                say("Folder in which the work is kept", "保存工作成果的数据目录"))
        .required();
    command.option(
        "--key", choice->key_file,
        say("Key file; by default the file `key` in the home", "密钥文件；默认是数据目录里的 key"));
    return choice;
}

}  // namespace tanfang
