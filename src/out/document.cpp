#include "out/document.h"

#include <fmt/format.h>

#include "out/body.h"

namespace mithaq::out {
namespace {

constexpr std::string_view kCheck = "mithaq act verify";

std::string text_at(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

class Fields {
  public:
    Fields(Html& html, const Words& words) : html_(html), words_(words) { html_.open("dl"); }
    ~Fields() { html_.close(); }
    Fields(const Fields&) = delete;

    void add(std::string_view term, std::string_view value, std::string_view kind = "") {
        if (value.empty()) return;
        html_.open("div").element("dt", words_.term(term));
        html_.open("dd", {{"class", kind}}).isolated(value).close().close();
    }

  private:
    Html& html_;
    const Words& words_;
};

// The day and the time at which it counts: on paper it is the day it was received.
std::string day_of(const Registered& registered) {
    return format_instant(registered.act.received ? registered.act.received->at : registered.stamp)
        .substr(0, 10);
}

std::string sent_date(const Words& words, const act::Act& act) {
    const auto* dated = act.document.if_contains("dated");
    if (!dated) return {};
    std::string gregorian = text_at(dated->get_object(), "gregorian");
    std::string hijri = text_at(dated->get_object(), "hijri");
    if (gregorian.empty()) return hijri;
    return words.gregorian(gregorian) + " / " +
           (hijri.empty() ? words.computed_hijri(gregorian) : hijri);
}

std::string marking(const Words& words, const act::Act& act) {
    auto found = words.rulebook().markings.find(act.marking);
    return found == words.rulebook().markings.end() ? std::string() : words.pick(found->second);
}

// In the reader's language; else in the one it was written in.
std::string subject(const Words& words, const act::Act& act) {
    for (std::string_view name : {"subject", "title"}) {
        const auto* texts = act.body().if_contains(name);
        if (!texts || !texts->is_object() || texts->get_object().empty()) continue;
        const auto& object = texts->get_object();
        std::string found = text_at(object, words.language());
        if (const auto* languages = act.document.if_contains("languages"); languages)
            for (const auto& pair : languages->get_object())
                if (found.empty() && pair.value() == "original")
                    found = text_at(object, pair.key());
        return found.empty() ? std::string(object.begin()->value().get_string()) : found;
    }
    return {};
}

std::string versions(const Words& words, const act::Act& act) {
    const auto* languages = act.document.if_contains("languages");
    if (!languages) return {};
    std::vector<std::string> items;
    for (const auto& pair : languages->get_object())
        items.push_back(
            fmt::format("{} ({})", words.term("language." + std::string(pair.key())),
                        words.term("version." + std::string(pair.value().get_string()))));
    return words.list(items);
}

const std::vector<std::string>& authors(const act::Act& act) {
    return act.received ? act.received->from : act.from;
}

void write_enclosures(Html& html, const Words& words, const act::Act& act) {
    if (act.enclosures.empty()) return;
    html.element("h2", words.term("field.enclosures")).open("ol", {{"class", "enclosures"}});
    for (const auto& one : act.enclosures) {
        html.open("li").isolated(one.name);
        html.text(fmt::format(" · {} {} · {} ", words.term("field.bytes"), one.size,
                              words.term("field.fingerprint")));
        html.element("code", act::hex(one.sha256)).close();
    }
    html.close();
}

void write_heading(Html& html, const Words& words) {
    const auto& rulebook = words.rulebook();
    if (!rulebook.banner.empty())
        html.element("p", words.pick(rulebook.banner), {{"class", "banner"}});
    html.open("header").element("p", words.pick(rulebook.title), {{"class", "register"}});
}

// "In the name of …; received by hand on … and entered by …", for what came on paper.
void write_paper(Html& html, const Words& words, const Registered& registered) {
    const auto& received = registered.act.received;
    if (!received) return;
    std::string day = day_of(registered);
    auto way = words.rulebook().ways.find(received->via);
    html.open("p", {{"class", "paper"}})
        .sentence(
            words.term("document.in-the-name-of"),
            {{"name", words.participants(received->from, day)},
             {"how", way == words.rulebook().ways.end() ? received->via : words.pick(way->second)},
             {"date", words.date(received->at)},
             {"time", words.time(received->at)},
             {"registry", words.participants(registered.act.from, day)}})
        .close();
}

void write_reply(Html& html, const Words& words, const act::Act& act) {
    const auto* reply = act.body().if_contains("reply");
    if (!reply || !reply->is_object()) return;
    std::string by = text_at(reply->get_object(), "by");
    bool requested = text_at(reply->get_object(), "character") == "request";
    html.open("p", {{"class", "reply"}});
    if (by.empty())
        html.text(words.term(requested ? "document.reply-requested-open"
                                       : "document.reply-invited-open"));
    else
        html.sentence(words.term(requested ? "document.reply-requested" : "document.reply-invited"),
                      {{"date", words.gregorian(by) + " / " + words.computed_hijri(by)}});
    html.close();
}

}  // namespace

std::string certificate(const Words& words, const log::Anchor& anchor, const Registered& registered,
                        std::string_view stylesheet) {
    const act::Act& act = registered.act;
    const std::string day = day_of(registered);
    Html html(words.language(), words.term("certificate.title"), stylesheet);
    html.open("main").open("article", {{"class", "certificate"}});
    write_heading(html, words);
    html.element("h1", words.term("certificate.title")).close();
    if (registered.training)
        html.element("p", words.term("certificate.training"), {{"class", "marking"}});
    html.open("p", {{"class", "opening"}})
        .sentence(words.term("certificate.opening"), {{"number", std::to_string(registered.number)},
                                                      {"date", words.date(registered.stamp)},
                                                      {"time", words.time(registered.stamp)}})
        .close();
    write_paper(html, words, registered);
    {
        Fields fields(html, words);
        fields.add("field.number", std::to_string(registered.number), "number");
        fields.add("field.registered", format_stamp(registered.stamp), "exact");
        fields.add("field.form", form_title(words, act.form));
        fields.add("field.from", words.participants(authors(act), day));
        fields.add("field.reference", act.ref);
        fields.add("field.dated", sent_date(words, act));
        fields.add("field.replies-to", words.list(registered.replies_to));
        if (act.received) {
            auto way = words.rulebook().ways.find(act.received->via);
            fields.add("field.received-on", format_instant(act.received->at), "exact");
            if (way != words.rulebook().ways.end())
                fields.add("field.received-how", words.pick(way->second));
            fields.add("field.received-office", act.received->by);
            fields.add("field.entered-by", words.participants(act.from, day));
        }
        fields.add("field.subject", subject(words, act));
        fields.add("field.marking", marking(words, act));
        fields.add("field.languages", versions(words, act));
        fields.add("field.identifier", act::hex(act.id), "exact");
        fields.add("field.register", anchor.origin, "exact");
    }
    write_enclosures(html, words, act);
    html.element("p", words.term("certificate.durable"));
    html.element("p", words.term("certificate.no-position"));
    html.element("p", words.term("certificate.computed"));
    html.element("h2", words.term("certificate.founding"))
        .element("pre", log::format_anchor(anchor), {{"dir", "ltr"}});
    html.element("h2", words.term("certificate.proof")).open("p");
    html.sentence(words.term("certificate.check"), {{"command", std::string(kCheck)}}).close();
    html.element("pre", registered.receipt, {{"dir", "ltr"}});
    return html.take();
}

std::string document(const Words& words, const Registered& registered,
                     std::string_view stylesheet) {
    const act::Act& act = registered.act;
    const std::string day = day_of(registered);
    const std::string title = form_title(words, act.form);
    Html html(words.language(), act.ref.empty() ? title : title + " " + act.ref, stylesheet);
    html.open("main").open("article", {{"class", "document"}});
    write_heading(html, words);
    if (std::string marked = marking(words, act); !marked.empty())
        html.element("p", marked, {{"class", "marking"}});
    if (registered.training) html.element("p", words.term("word.training"), {{"class", "marking"}});
    html.element("h1", title).close();
    {
        Fields fields(html, words);
        fields.add("field.from", words.participants(authors(act), day));
        if (const auto* to = act.body().if_contains("to"); to && to->is_array()) {
            std::vector<std::string> codes;
            for (const auto& code : to->get_array()) codes.emplace_back(code.get_string());
            fields.add("field.to", words.participants(codes, day));
        }
        fields.add("field.reference", act.ref);
        fields.add("field.dated", sent_date(words, act));
        fields.add("field.replies-to", words.list(registered.replies_to));
    }
    if (std::string about = subject(words, act); !about.empty()) {
        html.element("p", about, {{"class", "subject"}, {"dir", "auto"}});
        if (const auto* text = act.body().if_contains("text"); text && text->is_object())
            write_versions(html, words, text->get_object(), act);
        write_body(html, words, act, day, {"to", "subject", "title", "text", "reply"});
    } else {
        write_body(html, words, act, day);
    }
    write_reply(html, words, act);
    write_enclosures(html, words, act);
    html.open("footer");
    write_paper(html, words, registered);
    html.open("p")
        .sentence(
            words.term("document.registered-as"),
            {{"number", std::to_string(registered.number)}, {"date", words.date(registered.stamp)}})
        .close();
    html.element("p", words.term("document.print-of"));
    html.element("p", words.term("certificate.no-position"));
    html.element("code", act::hex(act.id)).close();
    return html.take();
}

}  // namespace mithaq::out
