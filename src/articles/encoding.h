#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"

/// From the bytes of a file to UTF-8.
namespace entente::articles {

enum class Markup : std::uint8_t { None, Html, Xml };  ///< where a declared character set is looked for

struct Decoded {
  std::string text;      ///< valid UTF-8, without byte order mark
  std::string encoding;  ///< what the bytes were: "UTF-8", "windows-1252", …
};

/// Decodes by, in this order: the byte order mark; UTF-16 without a mark, told by its zero bytes; the declared
/// character set (HTML `<meta>`, XML declaration; the declaration of a Latin set is overruled where the bytes are UTF-8
/// with letters beyond ASCII); UTF-8 if valid; ICU's detector; windows-1252. Bytes that the set does not have become
/// U+FFFD. O(length). Errors: Malformed for an empty input; Unsupported for content that is no text (zero bytes, the
/// beginning of a PDF, an archive, a picture …, one control character in ten), naming what it is.
base::Expected<Decoded> to_utf8(std::string_view bytes, Markup markup);

/// What a file that is no text is, by its first bytes ("a PDF file"), or "".
std::string_view name_binary(std::string_view bytes);

/// The character set that HTML or XML declares in its first 4,096 bytes, as written, or "".
std::string declared_charset(std::string_view bytes, Markup markup);

}  // namespace entente::articles
