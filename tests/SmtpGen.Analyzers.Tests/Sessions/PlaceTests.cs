using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Every place where code can stand, and every place that a table can come from.</summary>
public class PlaceTests
{
    [Theory]
    [InlineData("Func<Stream, Task> f = async s => { var c = new SmtpProtocolClient(s); await c.{|SGP1001:NoopAsync|}(); };")]
    [InlineData("Func<SmtpProtocolClient, Task> F { get; } = async c => { await c.QuitAsync(); await c.{|SGP1003:NoopAsync|}(); };")]
    [InlineData("Func<SmtpProtocolClient, Task> F => async c => { await c.QuitAsync(); await c.{|SGP1003:NoopAsync|}(); };")]
    [InlineData("Task P { get { var c = new SmtpProtocolClient(Stream.Null); return c.{|SGP1001:NoopAsync|}().AsTask(); } }")]
    [InlineData("Task P { set { var c = new SmtpProtocolClient(Stream.Null); c.{|SGP1001:NoopAsync|}().AsTask().Wait(); } }")]
    [InlineData("Application() { var c = new SmtpProtocolClient(Stream.Null); c.{|SGP1001:NoopAsync|}().AsTask().Wait(); }")]
    [InlineData("Application() : this(new SmtpProtocolClient(Stream.Null)) { } Application(SmtpProtocolClient c) { c.ReadGreetingAsync().AsTask().Wait(); c.{|SGP1001:ReadGreetingAsync|}().AsTask().Wait(); }")]
    [InlineData("~Application() { var c = new SmtpProtocolClient(Stream.Null); c.{|SGP1001:NoopAsync|}().AsTask().Wait(); }")]
    [InlineData("static async Task<ClientReply> M(SmtpProtocolClient c) => (await c.QuitAsync()).IsPositive ? await c.{|SGP1003:NoopAsync|}() : null!;")]
    [InlineData("static async IAsyncEnumerable<int> M(Stream s) { var c = new SmtpProtocolClient(s); yield return 1; await c.{|SGP1001:NoopAsync|}(); }")]
    [InlineData("static async IAsyncEnumerable<int> M(SmtpProtocolClient c) { await c.MailAsync(\"x\"); yield return 1; await c.DataAsync(); }")]
    [InlineData("public static bool operator !(Application a) { var c = new SmtpProtocolClient(Stream.Null); c.{|SGP1001:NoopAsync|}().AsTask().Wait(); return true; }")]
    [InlineData("class Held(SmtpProtocolClient c) { async Task M() { await c.MailAsync(\"x\"); await c.{|SGP1001:DataAsync|}(); } }")]
    [InlineData("abstract class A { public abstract Task M(SmtpProtocolClient c); } interface I { Task M(SmtpProtocolClient c); } delegate Task D(SmtpProtocolClient c);")]
    [InlineData("[Obsolete(nameof(SmtpProtocolClient.MailAsync))] static void M() { }")]
    [InlineData("static SmtpProtocolClient M(SmtpProtocolClient c) => c; static SmtpProtocolClient N => M(null!);")]
    public Task A_session_is_followed_wherever_code_stands(string member) => SessionCode.Check("", member);

    [Fact]
    public Task A_session_is_followed_in_top_level_statements() => Code.HasMarkedFindings(new SessionAnalyzer(), """
        // Program
        using System.IO;
        var client = new SmtpGen.Protocols.Smtp.SmtpProtocolClient(Stream.Null);
        await client.{|SGP1001:NoopAsync|}();
        """);

    [Theory]
    [InlineData("initial Start\\nstate Open\\nfinal End\\nedge Start connect 220 Hi Open\\nedge Open QUIT 221 Bye End\\n", "{|SGP1001:QuitAsync|}")]
    [InlineData("initial Start\\nstate Open\\nedge Start connect 220 Hi Nowhere\\n", "QuitAsync")]
    [InlineData("initial Start\\nedge Start connect x Hi Start\\n", "QuitAsync")]
    [InlineData("initial Start\\nedge Start connect 220 Hi Start\\nchapter two\\n", "QuitAsync")]
    [InlineData("state Start\\nedge Start connect 220 Hi Start\\n", "QuitAsync")]
    [InlineData("", "QuitAsync")]
    public Task The_table_may_stand_in_the_same_project_and_is_left_alone_where_it_cannot_be_read(string table, string call) =>
        Code.HasMarkedFindings(new SessionAnalyzer(), Own($"[assembly: ProtocolModel(\"Own\", \"{table}\")]", call));

    [Theory]
    [InlineData("")]
    [InlineData("[assembly: ProtocolModel(\"Another\", \"initial Start\\nedge Start connect 220 Hi Start\\n\")]")]
    public Task A_client_without_a_table_is_left_alone(string attribute) =>
        Code.HasMarkedFindings(new SessionAnalyzer(), Own(attribute, "QuitAsync"));

    private static string Own(string attribute, string call) => $$"""
        using System.Threading.Tasks;
        using SmtpGen.Runtime;
        {{attribute}}
        [ProtocolClient("Own")]
        class OwnClient
        {
            [ProtocolAction("connect")] public Task ReadGreetingAsync() => Task.CompletedTask;
            [ProtocolAction("QUIT")] public Task QuitAsync() => Task.CompletedTask;
        }
        class Application
        {
            async Task Run() { var c = new OwnClient(); await c.{{call}}(); }
        }
        """;
}
