using System.Globalization;
using System.Text.RegularExpressions;
using SmtpGen.Tool.Serve.Telemetry;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace SmtpGen.Repository.Tests.Deploy;

/// <summary><c>deploy/compose.yaml</c> and what it mounts fit each other and the program.</summary>
public sealed partial class ComposeTests
{
    private static readonly Dictionary<object, object> s_file = Read(Checkout.At("deploy/compose.yaml"));

    private static readonly string s_proxy = File.ReadAllText(Checkout.At("deploy/haproxy/haproxy.cfg"));

    [Fact]
    public void Files_that_are_mounted_exist() => Assert.All(
        Services().SelectMany(service => Texts(service.Value, "volumes")).Where(volume => volume.StartsWith("./", StringComparison.Ordinal)),
        volume => Assert.True(File.Exists(Checkout.At("deploy/" + volume.Split(':')[0])), volume));

    [Fact]
    public void Images_have_a_version_and_what_is_built_can_be_built() => Assert.All(Services().Values, service =>
    {
        if (service.TryGetValue("build", out object? build))
            Assert.True(File.Exists(Checkout.At(Text((Dictionary<object, object>)build, "dockerfile"))));
        else
            Assert.Matches(@"^[a-z/-]+:v?\d+(\.\d+)*$", Text(service, "image"));
    });

    [Fact]
    public void What_is_waited_for_and_named_as_a_volume_is_there()
    {
        Assert.All(
            Services().Values.Where(service => service.ContainsKey("depends_on")).SelectMany(service => Map(service, "depends_on").Keys),
            name => Assert.Contains((string)name, Services().Keys));
        Assert.All(
            Services().Values.SelectMany(service => Texts(service, "volumes")).Where(volume => !volume.StartsWith('.')),
            volume => Assert.Contains(volume.Split(':')[0], Map(s_file, "volumes").Keys));
    }

    [Fact]
    public async Task The_servers_are_stateless_and_have_no_rights_and_the_time_that_they_stop_in()
    {
        var configuration = await ServedConfiguration.ReadAsync(Checkout.At("deploy/serve.json"));

        Assert.All(Servers(), server =>
        {
            Assert.Equal(("true", "ALL"), (Text(server.Value, "read_only"), Assert.Single(Texts(server.Value, "cap_drop"))));
            Assert.All(Texts(server.Value, "volumes"), volume => Assert.EndsWith(":ro", volume, StringComparison.Ordinal));
            Assert.True(Seconds(Text(server.Value, "stop_grace_period")) > configuration.Smtp.StopGrace + TimeSpan.FromSeconds(5));
            Assert.Equal("/etc/smtpgen/serve.json", Texts(server.Value, "command").Last());
        });
    }

    [Fact]
    public async Task HAProxy_sends_to_the_servers_what_they_expect_and_asks_whether_they_are_ready()
    {
        var configuration = await ServedConfiguration.ReadAsync(Checkout.At("deploy/serve.json"));
        string listen = Assert.Single(configuration.Smtp.Listen);
        var lines = ServerLine().Matches(s_proxy).ToList();

        Assert.Equal(Servers().Keys.Order(StringComparer.Ordinal), lines.Select(line => line.Groups["host"].Value).Order(StringComparer.Ordinal));
        Assert.EndsWith(" proxy", listen, StringComparison.Ordinal);
        Assert.All(lines, line =>
        {
            Assert.Equal(ServedConfiguration.Port(listen), int.Parse(line.Groups["port"].Value, CultureInfo.InvariantCulture));
            Assert.Equal(ServedConfiguration.Port(configuration.Metrics!), int.Parse(line.Groups["check"].Value, CultureInfo.InvariantCulture));
            Assert.Contains(" send-proxy-v2 ", line.Value, StringComparison.Ordinal);
        });
        Assert.Contains($"option httpchk GET {HealthListener.Ready}\n", s_proxy, StringComparison.Ordinal);
        var subnet = (Dictionary<object, object>)((List<object>)Map(Map(Map(s_file, "networks"), "inside"), "ipam")["config"])[0];
        Assert.Equal(Text(subnet, "subnet"), Assert.Single(configuration.Smtp.TrustedProxies));
    }

    [Fact]
    public async Task HAProxy_ends_no_session_before_the_server_does()
    {
        var configuration = await ServedConfiguration.ReadAsync(Checkout.At("deploy/serve.json"));

        foreach (string side in (string[])["client", "server"])
        {
            var patience = TimeSpan.FromMinutes(int.Parse(Regex.Match(s_proxy, $@"timeout {side} (\d+)m").Groups[1].Value, CultureInfo.InvariantCulture));
            Assert.True(patience > configuration.Smtp.Protocol.CommandWait);
            Assert.True(patience > configuration.Smtp.BodyRateWindow);
        }
    }

    [Fact]
    public async Task Prometheus_asks_the_servers_where_they_answer()
    {
        var configuration = await ServedConfiguration.ReadAsync(Checkout.At("deploy/serve.json"));
        string file = await File.ReadAllTextAsync(Checkout.At("deploy/prometheus/prometheus.yml"), TestContext.Current.CancellationToken);

        Assert.All(Servers().Keys, server => Assert.Contains($"\"{server}{configuration.Metrics}\"", file, StringComparison.Ordinal));
        await ForeignProgram.RunAsync("promtool", "check", "config", "--syntax-only", Checkout.At("deploy/prometheus/prometheus.yml"));
    }

    [Fact]
    public async Task The_nodes_of_NATS_know_each_other()
    {
        string[] nodes = [.. Services().Keys.Where(name => name.StartsWith("nats-", StringComparison.Ordinal))];
        string file = await File.ReadAllTextAsync(Checkout.At("deploy/nats/nats.conf"), TestContext.Current.CancellationToken);

        var events = (await ServedConfiguration.ReadAsync(Checkout.At("deploy/serve.json"))).Events;
        Assert.Equal(nodes.Select(node => $"nats://{node}:4222"), events.Url!.Split(','));
        Assert.Equal(nodes.Length, events.Replicas);
        Assert.Contains("\nport: 4222\n", file, StringComparison.Ordinal);
        Assert.All(nodes, node => Assert.Contains($"nats://{node}:6222\n", file, StringComparison.Ordinal));
        Assert.All(nodes, node => Assert.Equal(node, Texts(Services()[node], "command").Last()));
        await ForeignProgram.RunAsync("nats-server", "-t", "-c", Checkout.At("deploy/nats/nats.conf"));
    }

    [Fact]
    public async Task HAProxy_reads_its_configuration() => await ForeignProgram.RunAsync("haproxy", "-c", "-f", Checkout.At("deploy/haproxy/haproxy.cfg"));

    [Theory]
    [InlineData("primary.sh")]
    [InlineData("standby.sh")]
    public async Task The_scripts_of_the_database_are_read_by_the_shell(string script) =>
        await ForeignProgram.RunAsync("bash", "-n", Checkout.At("deploy/postgres/" + script));

    private static Dictionary<string, Dictionary<object, object>> Services() =>
        Map(s_file, "services").ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);

    private static Dictionary<string, Dictionary<object, object>> Servers() =>
        Services().Where(service => service.Value.ContainsKey("build")).ToDictionary(service => service.Key, service => service.Value);

    // With the anchors and merges that the file uses.
    private static Dictionary<object, object> Read(string path) => new DeserializerBuilder().Build()
        .Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(File.ReadAllText(path)))));

    private static Dictionary<object, object> Map(Dictionary<object, object> map, string key) => (Dictionary<object, object>)map[key];

    private static string Text(Dictionary<object, object> map, string key) => (string)map[key];

    private static List<string> Texts(Dictionary<object, object> map, string key) =>
        map.TryGetValue(key, out object? list) ? [.. ((List<object>)list).Cast<string>()] : [];

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^ +server (?<name>\S+) (?<host>[\w-]+):(?<port>\d+) .*check port (?<check>\d+).*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ServerLine();
}
