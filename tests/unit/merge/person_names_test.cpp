#include "graph/merge/person_names.h"

#include <gtest/gtest.h>

#include "graph/merge/name_keys.h"

namespace entente::merge {
namespace {

bool same(const char* a, const char* b) {
  return parse_person(a).key() == parse_person(b).key();
}
bool shorter(const char* a, const char* b) {
  return shorter_form(parse_person(a), parse_person(b));
}

TEST(PersonNames, SpellingsAgree) {
  EXPECT_TRUE(same("Volodymyr Zelensky", "Volodymyr Zelenskyy"));
  EXPECT_TRUE(same("Volodymyr Zelenskiy", "VOLODYMYR ZELENSKYY"));
  EXPECT_TRUE(same("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"));
  EXPECT_TRUE(same("Jonas Gahr Støre", "Jonas Gahr Store"));
  EXPECT_TRUE(same("Kim Jong-un", "Kim Jong Un"));
  EXPECT_TRUE(same("Sergei Lavrov", "Sergey Lavrov"));
  EXPECT_TRUE(same("Mohammed bin Salman", "Mohamed bin Salman"));
  EXPECT_TRUE(same("J.D. Vance", "J. D. Vance"));
  EXPECT_TRUE(same("J.D. Vance", "JD Vance"));
  EXPECT_TRUE(same("Mr. Xi Jinping", "Xi Jinping"));
  EXPECT_TRUE(same("Beto O'Rourke", "Beto O’Rourke"));
}

TEST(PersonNames, DifferentPeopleDiffer) {
  EXPECT_FALSE(same("Wang Yi", "Wang Wentao"));
  EXPECT_FALSE(same("Li Qiang", "Li Keqiang"));
  EXPECT_FALSE(same("Volodymyr Zelensky", "Vladimir Zelensky"));
  EXPECT_FALSE(same("XI JINPING", "J.P. Xi"));
}

TEST(PersonNames, Parts) {
  const auto leyen = parse_person("Ursula von der Leyen");
  EXPECT_EQ(leyen.surname, "von der leyen");
  EXPECT_EQ(leyen.given, std::vector<std::string>{"ursula"});
  EXPECT_TRUE(parse_person("von der Leyen").bare());
  EXPECT_TRUE(parse_person("bin Salman").bare());
  const auto biden = parse_person("Joseph R. Biden, Jr.");
  EXPECT_EQ(biden.suffix, "jr");
  EXPECT_EQ(biden.given, (std::vector<std::string>{"joseph", "r"}));
  EXPECT_EQ(parse_person("").key(), "");
  EXPECT_EQ(parse_person("!!").key(), "!!");
}

TEST(PersonNames, ShorterForms) {
  EXPECT_TRUE(shorter("Joe Biden", "Joseph R. Biden, Jr."));
  EXPECT_TRUE(shorter("J. Biden", "Joe Biden"));
  EXPECT_TRUE(shorter("Donald Trump", "Donald J. Trump"));
  EXPECT_TRUE(shorter("Donald J. Trump", "Donald John Trump"));
  EXPECT_TRUE(shorter("Claudia Sheinbaum", "Claudia Sheinbaum Pardo"));
  EXPECT_FALSE(shorter("Joseph R. Biden, Jr.", "Joe Biden"));
  EXPECT_FALSE(shorter("Jill Biden", "Joseph Biden"));
  EXPECT_FALSE(shorter("George W. Bush", "George H. W. Bush, Sr.") && shorter("George H. W. Bush", "George W. Bush"));
  EXPECT_FALSE(shorter("Donald Trump Jr.", "Donald J. Trump"));
  EXPECT_FALSE(shorter("Joe Biden", "Joe Biden"));
  EXPECT_FALSE(shorter("Wang", "Wang Yi"));  // bare names are decided elsewhere
}

TEST(NameKeys, Organizations) {
  EXPECT_EQ(organization_key("The World Trade Organization"), organization_key("World Trade Organization"));
  EXPECT_EQ(organization_key("Huawei Technologies Co., Ltd."), "huawei technologies");
  EXPECT_EQ(organization_key("Ministry of Commerce"), organization_key("Commerce Ministry"));
  EXPECT_EQ(organization_key("U.S.A.I.D."), "usaid");
  EXPECT_EQ(organization_key("Johnson & Johnson"), "johnson and johnson");
  EXPECT_EQ(organization_key("Company"), "company");
  EXPECT_TRUE(acronym("OECD"));
  EXPECT_TRUE(acronym("U.N."));
  EXPECT_TRUE(acronym("MofCom"));
  EXPECT_FALSE(acronym("Huawei"));
  EXPECT_FALSE(acronym("World Trade"));
  EXPECT_EQ(folded_name("\u0928\u0947\u092A\u093E\u0932").empty(), false);  // a script with vowel signs
}

}  // namespace
}  // namespace entente::merge
