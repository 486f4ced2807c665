namespace SmtpGen.Packages.Tests.Documents;

public class BlockTests
{
    // Longer only when somebody has looked: what stands here is shown to readers and seen by no test.
    private static readonly string[] s_notRun =
    [
        "README.md: it runs this test, too",
        "README.md: it needs a database, a relay and NATS",
        "docs/api.md: it needs a server with the page",
        "docs/api.md: it needs a server with the page",
        "docs/api.md: it needs a server with the page",
        "docs/api.md: it needs a server with the page",
        "docs/api.md: it needs a server with the page",
        "docs/contributing.md: it builds, tests and formats the whole repository",
        "docs/contributing.md: it needs the specification of the first step",
        "docs/contributing.md: the tests use packages that were packed like this",
        "docs/contributing.md: a hundred thousand take an hour",
        "docs/contributing.md: it takes half an hour",
        "docs/deploying.md: it takes minutes, and needs a C compiler as the linker",
        "docs/deploying.md: it needs root and systemd",
        "docs/editors/README.md: it needs npm's registry and an editor",
        "docs/getting-started.md: the tests themselves use packages that this script has packed",
        "docs/getting-started.md: it packs the whole repository another time",
        "docs/performance.md: it takes ten minutes",
        "docs/sasl.md: it needs fail2ban and writes its configuration",
        "docs/scale.md: it needs a database",
        "docs/scale.md: it takes long",
        "docs/serving.md: it needs another server",
        "docs/serving.md: it needs a dead letter",
        "docs/telemetry.md: it needs the packages of OpenTelemetry",
        "docs/telemetry.md: it needs the tool dotnet-counters and a running server",
        "docs/web.md: it waits for mail",
        "src/SmtpGen.Runtime/README.md: it is the outline of a file",
        "src/SmtpGen.Server/README.md: it needs the specification of the protocol",
    ];

    [Fact]
    public void Every_block_names_a_language_that_a_test_knows() => Assert.Empty(Documentation.Blocks
        .Where(block => block.Language is not ("csharp" or "sh" or "protocol" or "help" or "json" or "xml" or "ini" or "text" or "markdown"))
        .Select(block => block.Id));

    [Fact]
    public void No_other_block_than_these_is_shown_without_being_compiled_or_run() => Assert.Equal(
        s_notRun, Documentation.Blocks.Where(block => block.Reason is not null).Select(block => $"{block.Page}: {block.Reason}"));
}
