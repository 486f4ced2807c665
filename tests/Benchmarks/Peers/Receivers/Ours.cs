using SmtpGen.Benchmarks.Peers.Building;

namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>This project's server, compiled as it runs and ahead of time, over each transport and with each store.</summary>
internal static class Ours
{
    private const Needs Discarding = Needs.Smtp | Needs.Discard | Needs.Pipelining | Needs.Chunking | Needs.Lmtp | Needs.Tls;

    private static readonly string s_jit = Repository.Built("tests/Benchmarks/Receiver", "receiver");
    private static readonly string s_tool = Repository.Built("src/SmtpGen.Tool", "smtpgen");

    public static IReadOnlyList<Receiver> All { get; } =
    [
        Library("jit-portable", "SmtpGen, JIT, portable", s_jit, "portable"),
        Library("jit-epoll", "SmtpGen, JIT, epoll", s_jit, "epoll"),
        Library("aot-portable", "SmtpGen, NativeAOT, portable", NativeReceiver.Program, "portable"),
        Library("aot-epoll", "SmtpGen, NativeAOT, epoll", NativeReceiver.Program, "epoll"),
        Library("jit-blocking", "SmtpGen, JIT, handlers that may block", s_jit, "automatic", neverBlocks: false),
        Store("jit-sqlite", "SmtpGen, SQLite", "sqlite"),
        Store("jit-maildir", "SmtpGen, Maildir", "maildir"),
        Serve("serve-sqlite", "smtpgen serve, SQLite", "sqlite"),
        Serve("serve-maildir", "smtpgen serve, Maildir", "maildir"),
    ];

    private static Receiver Library(string id, string title, string program, string transport, bool neverBlocks = true) =>
        new(id, title, Discarding, place => new CommandLine(program,
        [
            place.PortText, "--transport", transport,
            .. neverBlocks ? ["--never-blocks"] : Array.Empty<string>(),
            .. place.When(Needs.Lmtp, "--protocol", "lmtp"),
            .. place.When(Needs.Tls, "--tls", Certificate.Path),
        ]))
        {
            TellsAllocations = true,
            PrepareAsync = () => program == NativeReceiver.Program ? NativeReceiver.PrepareAsync() : Task.FromResult<string?>(null),
        };

    private static Receiver Store(string id, string title, string store) =>
        new(id, title, Needs.Durable, place => new CommandLine(s_jit, place.PortText, "--never-blocks", "--store", $"{store}:{Path.Combine(place.Folder, "mail")}"))
        {
            TellsAllocations = true,
        };

    private static Receiver Serve(string id, string title, string store) =>
        new(id, title, Needs.Smtp | Needs.Durable, place => new CommandLine(
            "env", "SMTPGEN_SMTP__PROTOCOL__MESSAGES=1000000", s_tool, "serve", "--listen", $"127.0.0.1:{place.PortText}", "--no-web", "--log", Path.Combine(place.Folder, "log"),
            "--store", $"{store}:{Path.Combine(place.Folder, "mail")}", "--max-connections", "0", "--max-connections-per-address", "0"));
}
