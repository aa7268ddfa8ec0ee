#include "view/view.h"

namespace mithaq::view {
namespace {

constexpr std::chrono::milliseconds kPoll{50};
constexpr std::chrono::seconds kTryAgain{2};
constexpr std::uint64_t kEntriesACommit = 4096;
// Two questions of pages, and one of another part of the program.
constexpr std::size_t kConnections = 3;
constexpr std::size_t kThreads = 2;
constexpr std::size_t kQuestionsMax = 256;
constexpr std::chrono::seconds kConnectionWait{10};

std::unexpected<Error> behind() {
    return err(Errc::unavailable, "view-behind",
               "the record is still being read; ask again in a moment");
}

}  // namespace

class View::Borrowed {
  public:
    Borrowed(View& view, std::shared_lock<std::shared_mutex> file, std::unique_ptr<Answers> answers)
        : view_(&view), file_(std::move(file)), answers_(std::move(answers)) {}
    Borrowed(Borrowed&&) = default;
    Borrowed& operator=(Borrowed&&) = delete;
    ~Borrowed() {
        if (!answers_) return;
        std::lock_guard lock(view_->mutex_);
        --view_->lent_;
        view_->idle_.push_back(std::move(answers_));
        view_->changed_.notify_all();
    }
    Answers& operator*() { return *answers_; }

  private:
    View* view_;
    std::shared_lock<std::shared_mutex> file_;  // given up after the connection is back
    std::unique_ptr<Answers> answers_;
};

View::View(const log::Reader& reader, std::shared_ptr<const rulebook::Rulebook> rulebook,
           Options options)
    : reader_(reader), rulebook_(std::move(rulebook)), options_(std::move(options)) {
    threads_.emplace_back([this] { follow(); });
    for (std::size_t i = 0; i < kThreads; ++i)
        threads_.emplace_back([this] { answer_questions(); });
}

View::~View() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

std::uint64_t View::size() const {
    std::lock_guard lock(mutex_);
    return size_;
}

bool View::wait_for(std::uint64_t size, std::chrono::milliseconds wait_max) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, wait_max, [&] { return size_ >= size; });
}

// ---- The follower

void View::follow() {
    while (true) {
        bool well = store_ ? advance() : open_store();
        std::unique_lock lock(mutex_);
        bool behind = well && size_ < reader_.head()->size().value;
        auto pause = well ? std::chrono::milliseconds(kPoll) : kTryAgain;
        if (!behind) changed_.wait_for(lock, pause, [&] { return stopping_; });
        if (stopping_) return;
    }
}

bool View::open_store() {
    std::unique_lock file(file_);
    {
        std::lock_guard lock(mutex_);
        idle_.clear();  // none is lent while the file is ours alone
        size_ = 0;
    }
    counts_.clear();
    auto opened = Store::open(options_.path, reader_, rulebook_);
    if (!opened) {
        trouble(opened.error());
        return false;
    }
    store_.emplace(std::move(*opened));
    std::lock_guard lock(mutex_);
    size_ = store_->size().value;
    changed_.notify_all();
    return true;
}

bool View::advance() {
    auto reached = store_->advance(kEntriesACommit);
    {
        std::lock_guard lock(mutex_);
        if (std::exchange(damaged_, false))
            reached = err(Errc::conflict, "view-damaged", "the view's file is damaged");
        if (reached && size_ != store_->size().value) {
            size_ = store_->size().value;
            changed_.notify_all();
        }
    }
    if (reached) return true;
    trouble(reached.error());
    std::unique_lock file(file_);
    store_.reset();
    // Not a prefix of this log, or not a database any more: there is nothing in it to be lost.
    if (reached.error().code == Errc::conflict) {
        std::lock_guard lock(mutex_);
        idle_.clear();
        if (auto removed = remove_view(options_.path); !removed) trouble(removed.error());
    }
    return false;
}

void View::trouble(const Error& error) {
    if (options_.on_trouble) options_.on_trouble(error);
}

// ---- Answers

Result<View::Borrowed> View::borrow() {
    std::shared_lock file(file_);
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, kConnectionWait, [&] { return lent_ < kConnections; }))
        return err(Errc::busy, "questions-many", "too many questions at once; ask again later");
    std::unique_ptr<Answers> answers;
    if (!idle_.empty()) {
        answers = std::move(idle_.back());
        idle_.pop_back();
    }
    ++lent_;
    lock.unlock();
    if (!answers) {
        auto database = Database::open(options_.path, Database::Mode::read);
        if (!database) {
            lock.lock();
            --lent_;
            return behind();
        }
        answers = std::make_unique<Answers>(std::move(*database),
                                            Context{reader_, rulebook_, options_.present, counts_});
    }
    return Borrowed(*this, std::move(file), std::move(answers));
}

template <typename Question>
auto View::answer(Question question) -> decltype(question(std::declval<Answers&>())) {
    MITHAQ_TRY(auto answers, borrow());
    auto out = question(*answers);
    if (!out && out.error().code == Errc::conflict) {
        std::lock_guard lock(mutex_);
        damaged_ = true;
        return behind();
    }
    return out;
}

Result<json::object> View::record(const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.record(asked); });
}

Result<json::object> View::item(std::string_view ref, const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.item(ref, asked); });
}

Result<json::object> View::graph(const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.graph(asked); });
}

Result<json::object> View::participants(const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.participants(asked); });
}

Result<json::object> View::matters(const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.matters(asked); });
}

Result<json::object> View::matter(std::string_view ref, const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.matter(ref, asked); });
}

Result<json::object> View::asks(const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.asks(asked); });
}

Result<json::object> View::why(std::string_view ref, const Parameters& asked) {
    return answer([&](Answers& answers) { return answers.why(ref, asked); });
}

Result<std::uint64_t> View::resolve(std::string_view ref) {
    return answer([&](Answers& answers) { return answers.resolve(ref); });
}

bool View::ask(std::move_only_function<void(View&)> question) {
    std::lock_guard lock(mutex_);
    if (stopping_ || questions_.size() >= kQuestionsMax) return false;
    questions_.push_back(std::move(question));
    changed_.notify_all();
    return true;
}

void View::answer_questions() {
    while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || !questions_.empty(); });
        if (stopping_) return;
        auto question = std::move(questions_.front());
        questions_.pop_front();
        lock.unlock();
        question(*this);
    }
}

}  // namespace mithaq::view
