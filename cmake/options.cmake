# One interface target that every module links: language, warnings, sanitizers.
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto SSL)
find_package(fmt 9 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(Threads REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS i18n uc)
find_package(SQLite3 3.40 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(GTest REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
find_path(SODIUM_INCLUDE_DIR sodium.h REQUIRED)
add_library(sodium INTERFACE)
target_link_libraries(sodium INTERFACE ${SODIUM_LIBRARY})
target_include_directories(sodium SYSTEM INTERFACE ${SODIUM_INCLUDE_DIR})
find_library(RAPIDCHECK_LIBRARY rapidcheck)

add_library(mithaq_options INTERFACE)
target_include_directories(mithaq_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(mithaq_options INTERFACE MITHAQ_VERSION="${PROJECT_VERSION}"
  _GLIBCXX_ASSERTIONS)  # an index or an empty optional past its bound stops the process, like MITHAQ_ASSERT
target_compile_options(mithaq_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wimplicit-fallthrough
  -Wnon-virtual-dtor -Woverloaded-virtual -Wthread-safety -fno-omit-frame-pointer
  # No path of this machine in what is built.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  $<$<BOOL:${MITHAQ_WERROR}>:-Werror>)
if(MITHAQ_SANITIZE)
  target_compile_options(mithaq_options INTERFACE -fsanitize=${MITHAQ_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(mithaq_options INTERFACE -fsanitize=${MITHAQ_SANITIZE})
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  # -Og's inlining with line tables: half the build time and disk of full -g, traces stay readable.
  target_compile_options(mithaq_options INTERFACE -O1 -gline-tables-only)
endif()
if(MITHAQ_FUZZ)
  target_compile_options(mithaq_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(MITHAQ_COVERAGE)
  target_compile_options(mithaq_options INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(mithaq_options INTERFACE -fprofile-instr-generate)
endif()
target_link_options(mithaq_options INTERFACE -fuse-ld=lld)
