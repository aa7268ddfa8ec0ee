#include "view/fold.h"

#include <gtest/gtest.h>

namespace mithaq::view {
namespace {

TEST(Fold, LettersOfEitherCaseAreOne) {
    EXPECT_EQ(fold("Resolution No. 16/11-P"), "resolution no. 16/11-p");
    EXPECT_EQ(fold("STRASSE"), fold("straße"));
    EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), fold("σίσυφος"));
}

TEST(Fold, AccentsMarksAndTatweelCountForNothing) {
    EXPECT_EQ(fold("États généraux"), "etats generaux");
    EXPECT_EQ(fold("الأَمْنُ"), fold("الامن"));
    EXPECT_EQ(fold("قـــرار"), fold("قرار"));
    EXPECT_EQ(fold("e\u0301"), "e");
}

TEST(Fold, FormsOfOneArabicLetterAreOne) {
    for (const char* alef : {"أمن", "إمن", "آمن", "ٱمن"})
        EXPECT_EQ(fold(alef), fold("امن")) << alef;
    EXPECT_EQ(fold("على"), fold("علي"));
    EXPECT_EQ(fold("دولة"), fold("دوله"));
    EXPECT_EQ(fold("مسؤول"), fold("مسوول"));
    // Presentation forms, as old documents have them.
    EXPECT_EQ(fold("ﻻ"), fold("لا"));
}

TEST(Fold, DigitsDashesApostrophesAndSpacesAreOneEach) {
    EXPECT_EQ(fold("القرار ٢٦"), fold("القرار 26"));
    EXPECT_EQ(fold("۲۶"), "26");
    EXPECT_EQ(fold("16–11"), fold("16-11"));
    EXPECT_EQ(fold("l’Organisation"), "l'organisation");
    EXPECT_EQ(fold("  a \n\t b  "), "a b");
    EXPECT_EQ(fold("a\u00a0b"), "a b");
}

TEST(Fold, WhatCannotBeSeenIsNotThere) {
    EXPECT_EQ(fold("a\u200bb\u200f\u00adc"), "abc");
    EXPECT_EQ(fold(""), "");
    EXPECT_EQ(fold("\u064b"), "");
}

TEST(Fold, IsDoneByOneFold) {
    for (const char* text : {"الأَمْنُ والسِّلْم", "États", "ﷺ", "ǅ", "½", "ﬃ"})
        EXPECT_EQ(fold(fold(text)), fold(text)) << text;
}

}  // namespace
}  // namespace mithaq::view
