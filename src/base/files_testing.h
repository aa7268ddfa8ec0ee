// A disk in memory for tests: every file has what readers see (the page cache) and what a power cut
// leaves. Any operation that changes something can be made to fail, in the ways that disks fail.
//
// Kept simple: a new file's name is durable at once (it survives, empty), a rename only after
// sync_dir, replace() is atomic and durable, a sync writes one file's changes and no other's. A
// handle keeps its file when the name gets another.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"

namespace mithaq {

class MemoryFiles final : public Files {
  public:
    // What changes something, each counted and able to fail.
    enum class Operation { create, write, sync, truncate, replace, remove, rename, sync_dir };

    enum class Fault {
        failed,     // nothing was done
        persisted,  // it was done, durably, and reported as failed
        cut_short,  // a write: its beginning was done; a replace: the beginning lies under
                    // "<path>.new"
        lost,       // a sync: readers see the bytes, the disk never gets them (Linux after a failed
                    // fsync)
        disk_full,  // type "disk-full"; a write: its beginning was done; a sync: as lost
    };
    static bool can(Operation operation, Fault fault) {
        switch (fault) {
            case Fault::failed:
            case Fault::persisted:
                return true;
            case Fault::cut_short:
                return operation == Operation::write || operation == Operation::replace;
            case Fault::lost:
                return operation == Operation::sync;
            case Fault::disk_full:
                return operation == Operation::create || operation == Operation::write ||
                       operation == Operation::sync || operation == Operation::replace;
        }
        return false;
    }

    enum class Crash {
        lose,  // nothing that was not synced is on disk
        keep,  // all of it is
        mix,   // each write for itself: there, not there, torn at some byte
    };

    MemoryFiles() = default;
    // Another machine with the same disk and the same cache; no faults are planned, no locks are
    // held.
    MemoryFiles(const MemoryFiles& other) {
        std::lock_guard guard(other.mutex_);
        for (const auto& [path, node] : other.nodes_)
            nodes_[path] = std::make_shared<Node>(Node{node->disk, node->cache, node->pending, {}});
        for (Renamed renamed : other.renamed_) {
            if (renamed.before) renamed.before = std::make_shared<Node>(*renamed.before);
            renamed_.push_back(std::move(renamed));
        }
        dirs_ = other.dirs_;
        free_ = other.free_;
    }
    MemoryFiles& operator=(const MemoryFiles&) = delete;

    // ---- What tests do to it

    // The `index`-th changing operation from the beginning (0-based) fails so, once. One to which
    // the fault does not apply passes, and nothing fails.
    void fail_at(std::uint64_t index, Fault fault) {
        std::lock_guard guard(mutex_);
        plan_ = Plan{index, fault};
    }
    bool failed() const {
        std::lock_guard guard(mutex_);
        return failed_;
    }
    // Changing operations so far, in order, with the file of each.
    struct Done {
        Operation operation;
        std::string path;
    };
    std::vector<Done> done() const {
        std::lock_guard guard(mutex_);
        return done_;
    }
    std::uint64_t count(Operation operation) const {
        std::lock_guard guard(mutex_);
        return static_cast<std::uint64_t>(
            std::count_if(done_.begin(), done_.end(),
                          [&](const Done& done) { return done.operation == operation; }));
    }

    // The power is cut: what is in the cache alone is gone. Handles must be gone before.
    void crash(Crash how, std::uint32_t seed = 0) {
        std::lock_guard guard(mutex_);
        std::mt19937 random(seed);
        for (auto renamed = renamed_.rbegin(); renamed != renamed_.rend(); ++renamed)
            if (how == Crash::lose || (how == Crash::mix && random() % 2 == 0)) undo(*renamed);
        renamed_.clear();
        for (auto& [path, node] : nodes_) {
            for (const Change& change : node->pending)
                if (how == Crash::keep)
                    apply(node->disk, change);
                else if (how == Crash::mix)
                    apply_by_chance(node->disk, change, random);
            node->pending.clear();
            node->cache = node->disk;
            node->holder.reset();
        }
    }
    // Clean pages are dropped and read from disk again, as the kernel may do at any time.
    void drop_clean_pages() {
        std::lock_guard guard(mutex_);
        for (auto& [path, node] : nodes_)
            if (node->pending.empty()) node->cache = node->disk;
    }

    // Every file below `dir` as readers see it; put back, it replaces all that is there, durably.
    using Copy = std::map<std::string, std::string>;
    Copy copy(const std::string& dir) const {
        std::lock_guard guard(mutex_);
        Copy out;
        for (const auto& [path, node] : nodes_)
            if (path.starts_with(dir + "/")) out[path] = node->cache;
        return out;
    }
    void put_back(const std::string& dir, const Copy& copy) {
        std::lock_guard guard(mutex_);
        std::erase_if(nodes_,
                      [&](const auto& entry) { return entry.first.starts_with(dir + "/"); });
        for (const auto& [path, bytes] : copy) put_locked(path, bytes);
    }
    // Durable, not counted, never failing.
    void put(const std::string& path, std::string bytes) {
        std::lock_guard guard(mutex_);
        put_locked(path, std::move(bytes));
    }
    std::string get(const std::string& path) const {
        std::lock_guard guard(mutex_);
        auto found = nodes_.find(path);
        return found == nodes_.end() ? std::string() : found->second->cache;
    }
    void erase(const std::string& path) {
        std::lock_guard guard(mutex_);
        nodes_.erase(path);
    }
    void set_free_bytes(std::uint64_t free) {
        std::lock_guard guard(mutex_);
        free_ = free;
    }

    // ---- Files

    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        std::lock_guard guard(mutex_);
        MITHAQ_TRY(auto node, find_or_create(path, mode));
        return std::make_unique<Handle>(*this, std::move(node), path, nullptr);
    }

    Result<void> replace(const std::string& path, std::string_view bytes) override {
        std::lock_guard guard(mutex_);
        MITHAQ_CHECK(parent_is_there(path));
        auto fault = next(Operation::replace, path);
        if (!fault || fault == Fault::persisted) {
            auto node = std::make_shared<Node>();
            node->disk = node->cache = bytes;
            nodes_[path] = std::move(node);
        } else if (fault != Fault::failed) {
            auto node = std::make_shared<Node>();
            node->change({false, 0, std::string(bytes.substr(0, cut_length(bytes)))});
            nodes_[path + ".new"] = std::move(node);
        }
        return result(fault, path);
    }

    Result<std::string> read_all(const std::string& path) override {
        std::lock_guard guard(mutex_);
        MITHAQ_TRY(auto node, find_or_create(path, OpenMode::read));
        return node->cache;
    }

    Result<void> rename(const std::string& from, const std::string& to) override {
        std::lock_guard guard(mutex_);
        MITHAQ_TRY(auto node, find_or_create(from, OpenMode::read));
        auto fault = next(Operation::rename, to);
        if (fault != Fault::failed) {
            std::shared_ptr<Node>& there = nodes_[to];
            if (!fault) renamed_.push_back({from, to, there});
            there = std::move(node);
            nodes_.erase(from);
        }
        return result(fault, to);
    }

    Result<std::unique_ptr<File>> temporary(const std::string& dir) override {
        std::lock_guard guard(mutex_);
        std::string path = dir + "/(nameless)";
        MITHAQ_CHECK(parent_is_there(path));
        MITHAQ_CHECK(result(next(Operation::create, path), path));
        return std::make_unique<Handle>(*this, std::make_shared<Node>(), path, nullptr);
    }

    Result<void> make_dir(const std::string& path) override {
        std::lock_guard guard(mutex_);
        for (std::size_t at = 0; at != std::string::npos;) {
            at = path.find('/', at + 1);
            dirs_.insert(path.substr(0, at));
        }
        return {};
    }

    Result<void> sync_dir(const std::string& path) override {
        std::lock_guard guard(mutex_);
        if (!dirs_.contains(path)) return absent(path);
        auto fault = next(Operation::sync_dir, path);
        if (!fault || fault == Fault::persisted)
            std::erase_if(renamed_, [&](const Renamed& renamed) {
                return renamed.to.substr(0, renamed.to.rfind('/')) == path;
            });
        auto synced = result(fault, path);
        if (!synced) synced.error().code = Errc::fatal;
        return synced;
    }

    Result<std::vector<std::string>> list(const std::string& dir) override {
        std::lock_guard guard(mutex_);
        if (!dirs_.contains(dir)) return absent(dir);
        std::set<std::string> names;
        auto add = [&](const std::string& path) {
            if (path.starts_with(dir + "/") && path.find('/', dir.size() + 1) == std::string::npos)
                names.insert(path.substr(dir.size() + 1));
        };
        for (const auto& [path, node] : nodes_) add(path);
        for (const auto& path : dirs_) add(path);
        return std::vector<std::string>(names.begin(), names.end());
    }

    bool exists(const std::string& path) override {
        std::lock_guard guard(mutex_);
        return nodes_.contains(path) || dirs_.contains(path);
    }

    Result<void> remove(const std::string& path) override {
        std::lock_guard guard(mutex_);
        if (!nodes_.contains(path)) return absent(path);
        auto fault = next(Operation::remove, path);
        if (fault != Fault::failed) nodes_.erase(path);
        return result(fault, path);
    }

    Result<std::uint64_t> free_bytes(const std::string&) override {
        std::lock_guard guard(mutex_);
        return free_;
    }

    Result<std::unique_ptr<File>> lock(const std::string& path) override {
        std::lock_guard guard(mutex_);
        MITHAQ_TRY(auto node, find_or_create(path, OpenMode::create));
        if (!node->holder.expired())
            return err(Errc::conflict, "directory-in-use", path + " is held by another handle");
        auto held = std::make_shared<int>();
        node->holder = held;
        return std::make_unique<Handle>(*this, std::move(node), path, std::move(held));
    }

  private:
    struct Change {
        bool cut = false;  // to the size `at`; else `bytes` are written at `at`
        std::uint64_t at = 0;
        std::string bytes;
    };
    static void apply(std::string& to, const Change& change) {
        if (change.cut) return to.resize(change.at);
        if (to.size() < change.at + change.bytes.size()) to.resize(change.at + change.bytes.size());
        to.replace(change.at, change.bytes.size(), change.bytes);
    }
    static constexpr std::size_t kBeginning = 200;
    static std::size_t cut_length(std::string_view bytes) {
        return std::min(bytes.size() / 2, kBeginning / 2);
    }
    static void apply_by_chance(std::string& to, const Change& change, std::mt19937& random) {
        switch (random() % 3) {
            case 0:
                return;
            case 1:
                return apply(to, change);
            default: {
                Change torn = change;
                // As often near the beginning, where what is padded has its bytes.
                std::size_t most = std::min<std::size_t>(
                    torn.bytes.size(), random() % 2 == 0 ? kBeginning : torn.bytes.size());
                if (!torn.cut) torn.bytes.resize(random() % (most + 1));
                return apply(to, torn);
            }
        }
    }

    struct Node {
        std::string disk, cache;
        std::vector<Change> pending;  // since the last sync
        std::weak_ptr<int> holder;    // of the lock

        void change(Change change) {
            apply(cache, change);
            pending.push_back(std::move(change));
        }
        void sync() {
            for (const Change& change : pending) apply(disk, change);
            pending.clear();
        }
    };

    // What a power cut may undo: the name `to` is not durable yet.
    struct Renamed {
        std::string from, to;
        std::shared_ptr<Node> before;  // what had the name, or null
    };
    void undo(const Renamed& renamed) {
        auto found = nodes_.find(renamed.to);
        if (found == nodes_.end()) return;  // removed since
        nodes_[renamed.from] = std::move(found->second);
        nodes_.erase(renamed.to);
        if (renamed.before) nodes_[renamed.to] = renamed.before;
    }

    class Handle final : public File {
      public:
        Handle(MemoryFiles& files, std::shared_ptr<Node> node, std::string path,
               std::shared_ptr<int> held)
            : files_(files),
              node_(std::move(node)),
              path_(std::move(path)),
              held_(std::move(held)) {}

        Result<std::uint64_t> size() override {
            std::lock_guard guard(files_.mutex_);
            return node_->cache.size();
        }
        Result<std::string> read(std::uint64_t offset, std::size_t length) override {
            std::lock_guard guard(files_.mutex_);
            if (offset >= node_->cache.size()) return std::string();
            return node_->cache.substr(offset, length);
        }
        Result<void> write(std::uint64_t offset, std::string_view bytes) override {
            std::lock_guard guard(files_.mutex_);
            auto fault = files_.next(Operation::write, path_);
            if (fault == Fault::cut_short || fault == Fault::disk_full)
                bytes = bytes.substr(0, cut_length(bytes));
            if (fault != Fault::failed) node_->change({false, offset, std::string(bytes)});
            if (fault == Fault::persisted) node_->sync();
            return files_.result(fault, path_);
        }
        Result<void> sync() override {
            std::lock_guard guard(files_.mutex_);
            auto fault = files_.next(Operation::sync, path_);
            if (!fault || fault == Fault::persisted)
                node_->sync();
            else if (fault != Fault::failed)
                node_->pending.clear();
            auto result = files_.result(fault, path_);
            if (!result) result.error().code = Errc::fatal;
            return result;
        }
        Result<void> truncate(std::uint64_t size) override {
            std::lock_guard guard(files_.mutex_);
            auto fault = files_.next(Operation::truncate, path_);
            if (fault != Fault::failed) node_->change({true, size, {}});
            if (fault == Fault::persisted) node_->sync();
            return files_.result(fault, path_);
        }

      private:
        MemoryFiles& files_;
        std::shared_ptr<Node> node_;
        std::string path_;
        std::shared_ptr<int> held_;  // only of lock()
    };

    struct Plan {
        std::uint64_t index;
        Fault fault;
    };

    static std::unexpected<Error> absent(const std::string& path) {
        return err(Errc::not_found, "io", path + ": no such file or directory");
    }

    // Counts the operation; the fault that it is to fail with, if any.
    std::optional<Fault> next(Operation operation, const std::string& path) {
        bool planned = plan_ && plan_->index == done_.size() && can(operation, plan_->fault);
        done_.push_back({operation, path});
        if (!planned) return std::nullopt;
        failed_ = true;
        return plan_->fault;
    }
    static Result<void> result(std::optional<Fault> fault, const std::string& path) {
        if (!fault) return {};
        return err(Errc::io, fault == Fault::disk_full ? "disk-full" : "io",
                   path + ": failed, as the test asked");
    }

    Result<void> parent_is_there(const std::string& path) const {
        auto slash = path.rfind('/');
        if (slash != std::string::npos && !dirs_.contains(path.substr(0, slash)))
            return absent(path);
        return {};
    }
    Result<std::shared_ptr<Node>> find_or_create(const std::string& path, OpenMode mode) {
        auto found = nodes_.find(path);
        if (found != nodes_.end()) return found->second;
        if (mode == OpenMode::read) return absent(path);
        MITHAQ_CHECK(parent_is_there(path));
        auto fault = next(Operation::create, path);
        std::shared_ptr<Node> node;
        if (!fault || fault == Fault::persisted) node = nodes_[path] = std::make_shared<Node>();
        MITHAQ_CHECK(result(fault, path));
        return node;
    }
    void put_locked(const std::string& path, std::string bytes) {
        auto node = std::make_shared<Node>();
        node->disk = node->cache = std::move(bytes);
        nodes_[path] = std::move(node);
        for (auto slash = path.find('/', 1); slash != std::string::npos;
             slash = path.find('/', slash + 1))
            dirs_.insert(path.substr(0, slash));
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Node>> nodes_;
    std::vector<Renamed> renamed_;
    std::set<std::string> dirs_{"."};
    std::uint64_t free_ = std::uint64_t{1} << 40;
    std::optional<Plan> plan_;
    bool failed_ = false;
    std::vector<Done> done_;
};

}  // namespace mithaq
