using System.Collections;
using System.Globalization;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Tests;

public sealed class ServeSettingsTests
{
    // A server that starts in spite of its configuration would serve for ever.
    private const int Timeout = 60_000;

    [Fact]
    public void Every_option_can_be_written_to_a_file_and_read_from_it()
    {
        using var folder = new TemporaryFolder();
        var configuration = new ServeConfiguration();
        foreach (var key in OptionSchema.Instance.Keys)
            key.Set(configuration, Another(key, key.Get(configuration)));
        string text = new ConfigurationWriter(configuration).Write();

        var layers = new ConfigurationLayers();
        layers.Add(new ConfigurationFile(folder.Write("serve.json", text)).Read());
        var read = layers.Build();

        var secrets = OptionSchema.Instance.Keys.Where(key => key.IsSecret).ToList();
        Assert.NotEmpty(secrets);
        foreach (var key in OptionSchema.Instance.Keys.Except(secrets))
            Assert.Equal((key.Path, string.Join('|', key.Get(configuration))), (key.Path, string.Join('|', key.Get(read))));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret.Get(configuration)[0], text);
            Assert.Contains(secret.Variable, text);
        }
    }

    [Fact]
    public void Every_option_can_be_set_by_a_variable()
    {
        foreach (var key in OptionSchema.Instance.Keys)
        {
            var value = Another(key, key.Get(new ServeConfiguration()));
            var layers = new ConfigurationLayers();
            layers.Add(EnvironmentSettings.Read(new Hashtable { [key.Variable] = string.Join(",", value) }));

            Assert.Equal((key.Path, string.Join('|', value)), (key.Path, string.Join('|', key.Get(layers.Build()))));
        }
    }

    [Fact]
    public void Every_option_of_the_options_classes_has_a_key()
    {
        string[] keys = [.. OptionSchema.Instance.Keys.Select(key => key.Path)];

        Assert.Contains("Smtp:MaxConnections", keys);
        Assert.Contains("Smtp:Tls:Password", keys);
        Assert.Contains("Smtp:Protocol:HostName", keys);
        Assert.Contains("Lmtp:Protocol:Recipients", keys);
        Assert.Contains("Pop3:Protocol:FailedLogins", keys);
        Type[] types = [typeof(Mail.SmtpServerOptions), typeof(Protocols.Smtp.SmtpOptions), typeof(Server.Certificates.TlsOptions)];
        foreach (var property in types.SelectMany(type => type.GetProperties()).Where(property => property.SetMethod is { IsPublic: true }))
            Assert.Contains(keys, key => key.StartsWith("Smtp:", StringComparison.Ordinal) && key.EndsWith(":" + property.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_option_is_described()
    {
        var docs = new OptionDocs();

        Assert.Empty(OptionSchema.Instance.Keys.Where(key => docs.Of(key.Property).Length == 0).Select(key => key.Path));
        Assert.Contains("// Most connections at a time; 0 means no limit.\n", new ConfigurationWriter(new ServeConfiguration()).Write());
    }

    [Fact(Timeout = Timeout)]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("serve.json", """
            {
              "Store": "from-file.db", // a comment
              "Smtp": { "Backlog": 1, "MaxConnections": 2, "Protocol": { "Recipients": 300 } },
            }
            """);
        var layers = new ConfigurationLayers();
        layers.Add(new ConfigurationFile(file).Read());
        layers.Add(EnvironmentSettings.Read(new Hashtable { ["SMTPGEN_SMTP__MAXCONNECTIONS"] = "3", ["SMTPGEN_SMTP__PROTOCOL__RECIPIENTS"] = "400" }));
        layers.AddCommandLine([new Setting("Smtp:Protocol:Recipients", ["500"], "--max-recipients")]);
        var configuration = layers.Build();
        Assert.Equal(("from-file.db", 1, 3, 500), (configuration.Store, configuration.Smtp.Backlog, configuration.Smtp.MaxConnections, configuration.Smtp.Protocol.Recipients));
        Assert.Equal((1, 3, 500), (configuration.Lmtp.Backlog, configuration.Lmtp.MaxConnections, configuration.Lmtp.Protocol.Recipients));
        Assert.Equal((1, 3), (configuration.Pop3.Backlog, configuration.Pop3.MaxConnections));

        var printed = await ToolRun.OfAsync("serve", "--config", file, "--max-connections", "7", "--print-config");
        Assert.Equal("", printed.Error);
        Assert.Contains("\"MaxConnections\": 7", printed.Output);
        Assert.Contains("\"Recipients\": 300", printed.Output);
        var again = await ToolRun.OfAsync("serve", "--config", folder.Write("again.json", printed.Output), "--print-config");
        Assert.Equal(printed.Output, again.Output);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_option_that_stands_for_others_goes_before_what_a_lower_layer_says_of_these()
    {
        using var folder = new TemporaryFolder();
        var strict = await ToolRun.OfAsync("serve", "--print-config");
        string file = folder.Write("serve.json", strict.Output);
        var lenient = await ToolRun.OfAsync("serve", "--config", file, "--lenient", "--print-config");
        var part = await ToolRun.OfAsync("serve", "--lenient", "names", "--print-config");

        Assert.Equal("", lenient.Error);
        Assert.DoesNotContain("\"LenientNames\": false", lenient.Output.Split("\"Pop3\"")[0]);
        Assert.Contains("\"LenientNames\": false", strict.Output);
        Assert.Contains("\"LenientNames\": true", part.Output);
        Assert.Contains("\"Lenient\": false", part.Output);
        Assert.Equal(lenient.Output, (await ToolRun.OfAsync("serve", "--config", folder.Write("again.json", lenient.Output), "--print-config")).Output);
        Assert.Equal(part.Output, (await ToolRun.OfAsync("serve", "--config", folder.Write("part.json", part.Output), "--print-config")).Output);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("{\n  \"Smtp\": { \"MaxConnection\": 5 }\n}", ":2:13: there is no option 'Smtp:MaxConnection'; did you mean Smtp:MaxConnections?")]
    [InlineData("{ \"Recipients\": 500 }", ":1:3: there is no option 'Recipients'; did you mean Smtp:Protocol:Recipients?")]
    [InlineData("{ \"Smtp\": { \"MaxConnections\": \"many\" } }", ":1:13: Smtp:MaxConnections is 'many'; it must be a whole number.")]
    [InlineData("{ \"Smtp\": { \"MaxConnections\": 99999999999 } }", ":1:13: Smtp:MaxConnections is '99999999999'; it must be between -2147483648 and 2147483647.")]
    [InlineData("{ \"Smtp\": { \"MaxConnections\": -1 } }", ":1:13: Smtp:MaxConnections is -1; it must be 1 or more, or 0 for no limit.")]
    [InlineData("{ \"Smtp\": { \"SessionTime\": \"5\" } }", ":1:13: Smtp:SessionTime is '5'; it must be a time in days, hours, minutes and seconds, such as 00:05:00 or 1.00:00:00.")]
    [InlineData("{ \"Smtp\": { \"AllowPlaintextWithoutTls\": \"yes\" } }", ":1:13: Smtp:AllowPlaintextWithoutTls is 'yes'; it must be true or false.")]
    [InlineData("{ \"Smtp\": { \"Protocol\": { \"Extensions\": \"SIZE, XYZZY\" } } }", ":1:27: Smtp:Protocol:Extensions is 'XYZZY'; it must be names from None, Pipelining,")]
    [InlineData("{ \"Smtp\": { \"Protocol\": { \"HostName\": \"two words\" } } }", ":1:27: Smtp:Protocol:HostName 'two words' must be a domain name")]
    [InlineData("{ \"Smtp\": { \"MaxConnections\": [1] } }", ":1:31: Smtp:MaxConnections has one value, not a list")]
    [InlineData("{ \"Smtp\": { \"Listen\": { } } }", ":1:23: Smtp:Listen has a list of texts, not this")]
    [InlineData("{ \"Smtp\": 5 }", ":1:3: Smtp is a section; write \"Smtp\": { ... }")]
    [InlineData("{ \"Store\": \"a\", \"store\": \"b\" }", ":1:17: Store was set before; say it once")]
    [InlineData("{\n \"Smtp\": \n", ":3:1: this is not JSON: ")]
    [InlineData("[]", ":1:1: a configuration is an object: ")]
    [InlineData("{ \"Verbose\": 3 }", ":1:3: Verbose is 3; it must be 0, 1 or 2.")]
    public async Task A_wrong_file_is_an_error_that_says_where_and_what_would_be_right(string text, string error)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("serve.json", text);

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["store.db"], "--config", file);

        Assert.StartsWith($"smtpgen: {file}{error}", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void A_variable_that_is_no_option_is_an_error()
    {
        var exception = Assert.Throws<ToolException>(() => EnvironmentSettings.Read(new Hashtable { ["SMTPGEN_SMTP__MAXCONECTIONS"] = "5" }));

        Assert.Equal("SMTPGEN_SMTP__MAXCONECTIONS: there is no such option; did you mean SMTPGEN_SMTP__MAXCONNECTIONS?", exception.Message);
    }

    [Fact]
    public void A_list_may_be_given_item_by_item()
    {
        var settings = EnvironmentSettings.Read(new Hashtable { ["SMTPGEN_SMTP__LISTEN__1"] = ":2525", ["SMTPGEN_SMTP__LISTEN__0"] = "[::1]:25 tls", ["PATH"] = "/bin" });

        Assert.Equal(["[::1]:25 tls", ":2525"], Assert.Single(settings).Values);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--config", folder["none.json"]);

        Assert.StartsWith($"smtpgen: --config {folder["none.json"]}: ", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("--max-connections", "-1", "--max-connections is -1; it must be 1 or more, or 0 for no limit.")]
    [InlineData("--max-connections-per-address", "x", "--max-connections-per-address is 'x'; it must be a whole number.")]
    [InlineData("--max-recipients", "1", "--max-recipients is 1; it must be between 100 and ")]
    public async Task Limits_are_checked_in_the_words_of_the_command_line(string option, string value, string error)
    {
        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", option, value);

        Assert.StartsWith($"smtpgen: {error}", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact(Timeout = Timeout)]
    public async Task Limits_of_the_command_line_hold()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["store.db"], "--max-connections-per-address", "1", "--max-recipients", "100");
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<ann@example.org>"));
        for (int i = 0; i < 100; i++)
            Assert.StartsWith("250", await client.SayAsync($"RCPT TO:<bob{i}@example.net>"));
        Assert.StartsWith("452 4.5.3", await client.SayAsync("RCPT TO:<eve@example.net>"));

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => MailClient.GreetedAsync(serving.EndPoint));
    }

    // A value of the same kind that differs from the one there is.
    private static IReadOnlyList<string> Another(OptionKey key, IReadOnlyList<string> now)
    {
        var type = Nullable.GetUnderlyingType(key.Property.PropertyType) ?? key.Property.PropertyType;
        if (key.IsList)
            return ["first", "second"];
        if (type == typeof(string))
            return [key.IsSecret ? "open-sesame" : $"x{key.Path.Length}.example"];
        if (type == typeof(bool))
            return [now.Count > 0 && now[0] == "true" ? "false" : "true"];
        if (type == typeof(TimeSpan))
            return [now.Count > 0 && now[0] == "1.02:03:04" ? "00:00:05" : "1.02:03:04"];
        if (type.IsEnum)
            return [Enum.GetNames(type).First(name => now.Count == 0 || name != now[0])];
        return [(Convert.ToInt64(now.Count == 0 ? "0" : now[0], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)];
    }
}
