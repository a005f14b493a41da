# Compiler settings, packages, and the one function every layer uses.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(SQLite3 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
pkg_check_modules(GVC REQUIRED IMPORTED_TARGET libgvc libcgraph)
find_path(RAPIDJSON_INCLUDE_DIR rapidjson/document.h REQUIRED)
find_path(EXPECTED_INCLUDE_DIR tl/expected.hpp REQUIRED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)

# -O2: the hot loops are written for it, and a clean build stays short.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
                    -Wnull-dereference -Wimplicit-fallthrough -Wswitch -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports null dereferences and overlapping copies inside libstdc++ that are not there (GCC PR 105651, 105329).
  add_compile_options(-Wno-null-dereference -Wno-restrict)
endif()
# The same bytes on every machine: no contraction of a*b+c that one compiler does and another does not.
add_compile_options(-ffp-contract=off)
if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(ENTENTE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# entente_layer(NAME DEPENDS a b LIBRARIES x y): one static library from the .cpp files of the current folder
# (sub-folders included only if they have no CMakeLists.txt of their own).
function(entente_layer name)
  cmake_parse_arguments(LAYER "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(GLOB children CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
  foreach(child ${children})
    get_filename_component(folder ${child} DIRECTORY)
    list(FILTER sources EXCLUDE REGEX "^${folder}/")
  endforeach()
  list(TRANSFORM LAYER_DEPENDS PREPEND entente_)
  if(sources)
    add_library(entente_${name} STATIC ${sources})
    target_include_directories(entente_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_include_directories(entente_${name} SYSTEM PUBLIC ${RAPIDJSON_INCLUDE_DIR} ${EXPECTED_INCLUDE_DIR}
                                                             ${XXHASH_INCLUDE_DIR})
    target_link_libraries(entente_${name} PUBLIC ${LAYER_DEPENDS} ${LAYER_LIBRARIES})
  else()
    add_library(entente_${name} INTERFACE)
    target_include_directories(entente_${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(entente_${name} INTERFACE ${LAYER_DEPENDS} ${LAYER_LIBRARIES})
  endif()
endfunction()

# entente_data(FILE...): files that the program reads at run time. They are put into <build>/share/entente beside the
# program and installed there; base/resources.h finds them.
set(ENTENTE_DATA_DIR ${CMAKE_BINARY_DIR}/share/entente)
function(entente_data)
  foreach(item ${ARGN})
    get_filename_component(base ${item} NAME)
    configure_file(${CMAKE_CURRENT_SOURCE_DIR}/${item} ${ENTENTE_DATA_DIR}/${base} COPYONLY)
    install(FILES ${item} DESTINATION share/entente)
  endforeach()
endfunction()
