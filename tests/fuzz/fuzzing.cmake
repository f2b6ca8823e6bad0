# Fuzzing with libFuzzer, where clang is: 5 s a target, 60 s in the long tests. CMakeLists.txt beside this file is built by
# clang, when the tests run: who only wants the program does not wait for it. Included by tests/CMakeLists.txt.
find_program(TANFANG_FUZZING_COMPILER NAMES clang++-14)
if(TANFANG_FUZZING_COMPILER)
  include(ExternalProject)
  set(fuzz_folder ${PROJECT_BINARY_DIR}/fuzz)
  ExternalProject_Add(fuzz_targets EXCLUDE_FROM_ALL ON
    SOURCE_DIR ${CMAKE_CURRENT_SOURCE_DIR}/fuzz BINARY_DIR ${fuzz_folder} PREFIX ${fuzz_folder}/project
    CMAKE_ARGS -DCMAKE_CXX_COMPILER=${TANFANG_FUZZING_COMPILER} -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
    BUILD_ALWAYS ON INSTALL_COMMAND "")
  add_executable(fuzz_seeds EXCLUDE_FROM_ALL
    fuzz/make_seeds.cpp support/hostile_pdfs.cpp support/hostile_pictures.cpp support/pdf_files.cpp support/picture_files.cpp)
  target_link_libraries(fuzz_seeds PRIVATE pipeline::form pipeline::intake z)
  target_compile_definitions(fuzz_seeds PRIVATE TANFANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME fuzz_programs COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target fuzz_targets fuzz_seeds)
  set_tests_properties(fuzz_programs PROPERTIES LABELS fuzz FIXTURES_SETUP fuzz_programs RESOURCE_LOCK build COST 1000)
  add_test(NAME fuzz_seeds COMMAND fuzz_seeds ${fuzz_folder}/seeds)
  set_tests_properties(fuzz_seeds PROPERTIES LABELS fuzz FIXTURES_REQUIRED fuzz_programs FIXTURES_SETUP fuzz_seeds)
  file(MAKE_DIRECTORY ${fuzz_folder}/findings)
  foreach(target decoder form_packet pdf_form people sheet_code template)
    foreach(seconds 5 60)
      set(found ${fuzz_folder}/found/${target}_${seconds}_s)
      file(MAKE_DIRECTORY ${found})
      add_test(NAME fuzz_${target}_${seconds}_s COMMAND ${fuzz_folder}/fuzz_${target} -seed=1 -max_total_time=${seconds}
        -timeout=20 -print_final_stats=1 -artifact_prefix=${fuzz_folder}/findings/${target}- ${found} ${fuzz_folder}/seeds/${target})
      set_tests_properties(fuzz_${target}_${seconds}_s PROPERTIES LABELS fuzz FIXTURES_REQUIRED "fuzz_programs;fuzz_seeds")
    endforeach()
    set_tests_properties(fuzz_${target}_60_s PROPERTIES LABELS long)
  endforeach()
endif()
