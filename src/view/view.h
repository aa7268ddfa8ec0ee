// The record as questions see it: a file of rows that follows the log on a thread of its own, and
// answers that are each of one moment. Never on the path of a receipt. What it needs is a log's
// reader and the rulebook, so it is the same in the register's process, beside a folder, and on
// another machine.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "view/answers.h"
#include "view/store.h"

namespace mithaq::view {

struct Options {
    std::string path;  // of the file, in a folder that is there
    // Whether the content of an enclosure is here; none are when it is empty.
    std::function<bool(const Hash&)> present{};
    // Called on the follower's thread when it cannot go on; it tries again by itself.
    std::function<void(const Error&)> on_trouble{};
};

class View {
  public:
    // Follows from now on; `reader` has a head and outlives the view.
    View(const log::Reader& reader, std::shared_ptr<const rulebook::Rulebook> rulebook,
         Options options);
    ~View();  // questions still waiting are dropped

    // Entries that it holds.
    std::uint64_t size() const;
    // Until it holds so many; false when `wait_max` has passed before.
    bool wait_for(std::uint64_t size, std::chrono::milliseconds wait_max) const;

    // Answers; `busy` when all connections are taken for too long. Any thread.
    Result<json::object> record(const Parameters& asked);
    Result<json::object> item(std::string_view ref, const Parameters& asked);
    Result<json::object> graph(const Parameters& asked);
    Result<json::object> participants(const Parameters& asked);
    Result<json::object> matters(const Parameters& asked);
    Result<json::object> matter(std::string_view ref, const Parameters& asked);
    Result<json::object> asks(const Parameters& asked);
    Result<json::object> why(std::string_view ref, const Parameters& asked);
    // The number of what is called so: by identifier, number, symbol or own reference.
    Result<std::uint64_t> resolve(std::string_view ref);

    // Runs `question` on one of the view's threads, for a caller that must not wait. False when too
    // many are waiting: then it is not run.
    bool ask(std::move_only_function<void(View&)> question);

  private:
    // A connection for one answer, given back when it goes.
    class Borrowed;

    void follow();
    bool open_store();
    bool advance();
    void answer_questions();
    void trouble(const Error& error);
    Result<Borrowed> borrow();
    template <typename Question>
    auto answer(Question question) -> decltype(question(std::declval<Answers&>()));

    const log::Reader& reader_;
    std::shared_ptr<const rulebook::Rulebook> rulebook_;
    Options options_;
    CountsCache counts_;

    std::optional<Store> store_;  // the follower's
    // Held alone while the file is opened or made anew, shared by every answer.
    std::shared_mutex file_;

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::uint64_t size_ = 0;
    bool stopping_ = false;
    bool damaged_ = false;  // an answer met a file that is no database any more
    std::vector<std::unique_ptr<Answers>> idle_;
    std::size_t lent_ = 0;
    std::deque<std::move_only_function<void(View&)>> questions_;
    std::vector<std::thread> threads_;
};

}  // namespace mithaq::view
