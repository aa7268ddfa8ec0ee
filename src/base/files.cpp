#include "base/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

namespace mithaq {
namespace {

std::unexpected<Error> io_error(std::string_view doing, const std::string& path, int number,
                                Errc code = Errc::io) {
    if (number == ENOENT) code = Errc::not_found;
    return err(code, number == ENOSPC ? "disk-full" : "io",
               fmt::format("{} {}: {}", doing, path, std::generic_category().message(number)));
}

class PosixFile final : public File {
  public:
    PosixFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
    PosixFile(const PosixFile&) = delete;
    PosixFile& operator=(const PosixFile&) = delete;
    ~PosixFile() override { ::close(fd_); }

    Result<std::uint64_t> size() override {
        struct stat info{};
        if (::fstat(fd_, &info) != 0) return io_error("could not examine", path_, errno);
        return static_cast<std::uint64_t>(info.st_size);
    }

    Result<std::string> read(std::uint64_t offset, std::size_t length) override {
        std::string out(length, '\0');
        std::size_t done = 0;
        while (done < length) {
            ssize_t n =
                ::pread(fd_, out.data() + done, length - done, static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return io_error("could not read", path_, errno);
            if (n == 0) break;
            done += static_cast<std::size_t>(n);
        }
        out.resize(done);
        return out;
    }

    Result<void> write(std::uint64_t offset, std::string_view bytes) override {
        std::size_t done = 0;
        while (done < bytes.size()) {
            ssize_t n = ::pwrite(fd_, bytes.data() + done, bytes.size() - done,
                                 static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) return io_error("could not write", path_, errno);
            done += static_cast<std::size_t>(n);
        }
        return {};
    }

    Result<void> sync() override {
        if (::fdatasync(fd_) != 0) return io_error("could not sync", path_, errno, Errc::fatal);
        return {};
    }

    Result<void> truncate(std::uint64_t size) override {
        if (::ftruncate(fd_, static_cast<off_t>(size)) != 0)
            return io_error("could not cut", path_, errno);
        return {};
    }

  private:
    int fd_;
    std::string path_;
};

mode_t mode_of(const std::string& path) {
    return path.ends_with(".secret") ? 0600 : 0644;
}

}  // namespace

Result<std::unique_ptr<File>> PosixFiles::open(const std::string& path, OpenMode mode) {
    int flags = mode == OpenMode::read ? O_RDONLY : O_RDWR | O_CREAT;
    int fd = ::open(path.c_str(), flags | O_CLOEXEC, mode_of(path));
    if (fd < 0) return io_error("could not open", path, errno);
    return std::make_unique<PosixFile>(fd, path);
}

Result<void> PosixFiles::replace(const std::string& path, std::string_view bytes) {
    std::string temporary = path + ".new";
    int fd = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, mode_of(path));
    if (fd < 0) return io_error("could not open", temporary, errno);
    PosixFile file(fd, temporary);
    MITHAQ_CHECK(file.write(0, bytes));
    MITHAQ_CHECK(file.sync());
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return io_error("could not rename to", path, errno);
    auto slash = path.rfind('/');
    return sync_dir(slash == std::string::npos ? "." : path.substr(0, slash));
}

Result<std::string> PosixFiles::read_all(const std::string& path) {
    MITHAQ_TRY(auto file, open(path, OpenMode::read));
    MITHAQ_TRY(auto size, file->size());
    return file->read(0, size);
}

Result<void> PosixFiles::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return io_error("could not rename to", to, errno);
    return {};
}

Result<std::unique_ptr<File>> PosixFiles::temporary(const std::string& dir) {
    int fd = ::open(dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) return std::make_unique<PosixFile>(fd, dir + "/(nameless)");
    if (errno != EOPNOTSUPP && errno != EISDIR)
        return io_error("could not make a temporary file in", dir, errno);
    // A file system without O_TMPFILE: the name is there for a moment.
    std::string path = dir + "/.nameless-XXXXXX";
    fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd < 0) return io_error("could not make a temporary file in", dir, errno);
    ::unlink(path.c_str());
    return std::make_unique<PosixFile>(fd, path);
}

Result<void> PosixFiles::make_dir(const std::string& path) {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) return io_error("could not make the folder", path, code.value());
    return {};
}

Result<void> PosixFiles::sync_dir(const std::string& path) {
    int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return io_error("could not open the folder", path, errno);
    int failed = ::fsync(fd) != 0 ? errno : 0;
    ::close(fd);
    if (failed != 0) return io_error("could not sync the folder", path, failed, Errc::fatal);
    return {};
}

Result<std::vector<std::string>> PosixFiles::list(const std::string& dir) {
    std::error_code code;
    std::vector<std::string> names;
    std::filesystem::directory_iterator at(dir, code);
    if (code) return io_error("could not list", dir, code.value());
    for (; at != std::filesystem::directory_iterator(); at.increment(code)) {
        if (code) return io_error("could not list", dir, code.value());
        names.push_back(at->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

bool PosixFiles::exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

Result<void> PosixFiles::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0) return io_error("could not remove", path, errno);
    return {};
}

Result<std::uint64_t> PosixFiles::free_bytes(const std::string& path) {
    std::error_code code;
    auto space = std::filesystem::space(path, code);
    if (code) return io_error("could not examine the space of", path, code.value());
    return space.available;
}

Result<std::unique_ptr<File>> PosixFiles::lock(const std::string& path) {
    int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return io_error("could not open", path, errno);
    auto held = std::make_unique<PosixFile>(fd, path);  // flock lives as long as the descriptor
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return err(Errc::conflict, "directory-in-use",
                       fmt::format("{} is held by another process: one register, one writer. Stop "
                                   "the other process first.",
                                   path));
        return io_error("could not lock", path, errno);
    }
    return held;
}

}  // namespace mithaq
