// What leaves on paper: the certificate of registration, and the communication itself as a formal
// document. HTML without scripts, that the reader's own browser prints.
#pragma once

#include <string>

#include "act/act.h"
#include "log/anchor.h"
#include "out/words.h"

namespace mithaq::out {

// A registered communication, with the evidence for it.
struct Registered {
    std::uint64_t number = 0;
    Instant stamp;
    act::Act act;
    std::string receipt;                  // tlog-proof
    std::vector<std::string> replies_to;  // the references, or numbers, of what it replies to
    bool training = false;                // by a training register, and both papers say so
};

std::string certificate(const Words& words, const log::Anchor& anchor, const Registered& registered,
                        std::string_view stylesheet);
std::string document(const Words& words, const Registered& registered, std::string_view stylesheet);

}  // namespace mithaq::out
