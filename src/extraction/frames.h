#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/base/error.h"
#include "graph/schema/ontology.h"

/// Frames: which words, in which grammatical surroundings, stand for which relation. They are data (data/frames.txt
/// describes the format in its head); a user's own file of the same format adds to them without rebuilding.
namespace entente::extraction {

/// One step from a word to the words that fill a role. Steps after the first start at the words found so far.
enum class StepKind : std::uint8_t {
  Subject,     ///< `subj`: the deep subject: active subject, by-agent, controller, antecedent
  Object,      ///< `obj`: the deep object: active object, passive subject, antecedent
  Indirect,    ///< `iobj`: the indirect object
  Below,       ///< `below`: what hangs on the word, down to two steps, and is no clause of its own
  Case,        ///< `case`: the preposition before the word
  ToDo,        ///< `todo`: the verb of the infinitive behind the verb or its object ("gave X a day to leave")
  Predicate,   ///< `xcomp`: the predicate said of the object ("held X responsible")
  Complement,  ///< `comp`: who is to do what the complement says ("urged X to …", "demanded that X …")
  Infinitive,  ///< `inf`: the same, but only of an infinitive ("told X to leave", not "told X that …")
  Obliged,     ///< `obliged`: who must, should or, in the subjunctive, is to do it ("said that X must …")
  Content,     ///< `content`: the verb of the complement
  Involved,    ///< `involved`: whom the complement acts on ("threatened to cut off gas to X")
  Purpose,     ///< `purpose`: whom the clause of purpose names first ("marched to demand reforms from X")
  Addressee,   ///< `addressee`: the object of the clause that the noun stands in ("told X during talks")
  Modifier,    ///< `mod`: the words before a noun: "tariff cuts"
  Actor,       ///< `actor`: who a noun belongs to: possessive, by-phrase, adjective, of/from-phrase
  Possessor,   ///< `poss`: the possessive only
  Adjective,   ///< `adj`: adjectives and compounds of nationality or name only
  Light,       ///< `light`: the subject of the light verb that carries the noun ("X held talks")
  Clause,      ///< `clause`: the subject of the clause that the noun stands in
  Target,      ///< `target`: against whom the measure is that the word names ("replied with tariffs on US goods")
  Before,      ///< `before`: who acted just before, in this sentence or the one before ("condemned the move")
  Pair,        ///< `pair`: the members of a plural: "Putin and Xi", "between X and Y", "US-China"
  Preposition  ///< any other word: what that preposition introduces (`_` for a blank: `ahead_of`)
};
struct Step {
  StepKind kind = StepKind::Subject;
  std::string preposition;
};
using Role = std::vector<Step>;

enum class FrameKind : std::uint8_t { Verb, Noun, Adjective };

/// A condition on the words in a role: the lemma of one of them, or of a modifier of it, is in the list (`*`: any
/// word).
struct Constraint {
  Role role;
  std::unordered_set<std::string> lemmas;
  bool negative = false;
};

struct Frame {
  FrameKind kind = FrameKind::Verb;
  std::string relation;
  std::string particle;  ///< "off" of `call+off`; empty for none
  std::vector<Constraint> constraints;
  std::vector<Role> subjects;  ///< alternatives, the first that is filled counts
  std::vector<Role> objects;
  std::string measure;        ///< the kind of the Measure that the word itself brings about ("limited exports")
  std::vector<Role> targets;  ///< of that measure, or of the measure in the object
  std::optional<schema::Status> status;  ///< overrides what the grammar says, where it says "happened"
  std::optional<bool> persons;           ///< both ends are persons; neither is
  std::optional<schema::EntityType> object_type;
  bool also = false;  ///< holds beside a more specific frame of the same word
  double confidence = 0.9;
  std::uint32_t line = 0;
};

/// Words that decide the status of what they govern.
enum class Operator : std::uint8_t { None, Planned, Possible, Denied, Demanded, Speech };

/// A measure word: `head` with, if not empty, one of its modifiers being `modifier`.
struct MeasureWord {
  std::string modifier;
  std::string kind;
};

/// Immutable after loading; safe to share between threads. Lookups are O(1).
class FrameSet {
 public:
  /// Errors: Malformed with file and line for a wrong line, an unknown relation, set or measure kind.
  static base::Expected<FrameSet> parse(std::string_view text, std::string_view source,
                                        const schema::Ontology& ontology);
  /// The frames that come with the program (frames.txt).
  static base::Expected<FrameSet> load_default(const schema::Ontology& ontology);
  /// Adds the frames of another file; `set`s of earlier files can be used and extended. Same errors as parse(); on an
  /// error nothing is added.
  base::Expected<void> extend(std::string_view text, std::string_view source, const schema::Ontology& ontology);

  /// Frames whose trigger is this lemma, constrained ones first, then in file order.
  const std::vector<Frame>& verbs(std::string_view lemma) const;
  const std::vector<Frame>& nouns(std::string_view lemma) const;
  const std::vector<Frame>& adjectives(std::string_view lemma) const;
  Operator verb_operator(std::string_view lemma) const;
  Operator noun_operator(std::string_view lemma) const;
  /// The measure words with this head, those with a modifier first.
  const std::vector<MeasureWord>& measures(std::string_view head) const;
  /// The lemma that frames know a word by: irregular forms by their table, else the lemma given if a line of the file
  /// uses it, else what a regular ending leaves if a line uses that, else the lemma given. All lower-case.
  std::string lemma(std::string_view form, std::string_view given, bool verb) const;
  bool in_set(std::string_view set, std::string_view lemma) const;
  std::size_t size() const { return count_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  template <typename T>
  using Table = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  friend class FrameParser;

  Table<std::vector<Frame>> verbs_, nouns_, adjectives_;
  Table<Operator> verb_operators_, noun_operators_;
  Table<std::vector<MeasureWord>> measures_;
  Table<std::unordered_set<std::string>> sets_;
  Table<std::string> forms_;                     // irregular verb forms
  std::unordered_set<std::string> known_words_;  // every trigger and operator, and the words of every set
  std::size_t count_ = 0;
};

}  // namespace entente::extraction
