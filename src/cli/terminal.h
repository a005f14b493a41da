#pragma once

#include <string>
#include <string_view>

#include "exporters/sink.h"
#include "graph/base/error.h"

/// What the program says and how: data to standard output, everything else to standard error.
namespace entente::cli {

/// Exit status, as ErrorCode says; 0 for success.
enum Status : int { Ok = 0, Nothing = 1, Usage = 2, Unreadable = 3, Partly = 5 };
int status_of(const base::Error& error);

/// Writes all of it to standard output. A reader that has gone (`| head`) is no failure; a full disk is: its message is
/// printed and its status returned. 0 otherwise.
int print(std::string_view data);
/// The same for a sink: to `path`, complete or not at all, or to standard output for "" and "-".
base::Expected<std::unique_ptr<exporters::Sink>> open_output(const std::string& path);
/// True if the error says that the reader of standard output has gone.
bool is_broken_pipe(const base::Error& error);

/// A line, or lines, to standard error.
void say(std::string_view text);
/// "entente: …" to standard error, with place and hint; gives the exit status.
int report(const base::Error& error);

/// Escape sequences for standard output; all empty where it is no terminal, or NO_COLOR is set, or TERM is dumb.
struct Colours {
  std::string_view bold, dim, green, red, yellow, blue, reset;
};
const Colours& colours();
bool is_terminal(int descriptor);
/// Columns of the terminal on standard output; 0 where it is none.
std::size_t terminal_width();

/// The text in lines of at most `width` code points (0: one line), each with the indent in front; ends with a line
/// feed.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);
/// For a terminal: line feeds and tabs as blanks, other control characters and bidirectional overrides as U+FFFD.
std::string shown(std::string_view text);
/// 1234567 → "1,234,567".
std::string grouped(std::uint64_t n);
/// "1 document", "2,000 documents"; the plural where it is no -s: counted(2, "entity", "entities").
std::string counted(std::uint64_t n, std::string_view one, std::string_view many = {});

}  // namespace entente::cli
