#include "pipeline/app/commands.h"

int main(int argc, char** argv) {
    return tanfang::run_program({argv + 1, argv + argc});
}
