namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>The fix where the command that is missing comes right after the one that needs it.</summary>
public class ReorderingTests
{
    [Theory]
    [InlineData("await c.RcptAsync(\"x\");")]
    [InlineData("(await c.RcptAsync(\"x\")).EnsurePositive();")]
    [InlineData("(await c.RcptAsync(\"x\")).EnsurePositive();\n        (await c.RcptAsync(\"y\")).EnsurePositive();")]
    [InlineData("var r = await c.RcptAsync(\"x\");\n        r.EnsurePositive();")]
    [InlineData("var r = await c.RcptAsync(\"x\");\n        if (!r.IsPositive)\n            return;")]
    public Task A_command_that_comes_too_late_is_moved(string late) => FixTests.Check(
        FixTests.Method(SessionCode.Sender, $"await c.{{|SGP1001:DataAsync|}}();\n        {late}\n        await c.SendMessageAsync(stream);"),
        FixTests.Method(SessionCode.Sender, $"{late}\n        await c.DataAsync();\n        await c.SendMessageAsync(stream);"));

    [Fact]
    public Task Several_commands_are_moved_in_their_order() => FixTests.Check(
        FixTests.Method(SessionCode.Idle, "await c.{|SGP1001:DataAsync|}();\n        await c.MailAsync(\"x\");\n        await c.RcptAsync(\"y\");"),
        FixTests.Method(SessionCode.Idle, "await c.MailAsync(\"x\");\n        await c.RcptAsync(\"y\");\n        await c.DataAsync();"));

    [Fact]
    public Task The_greeting_comes_first() => FixTests.Check(
        FixTests.Method("var c = new SmtpProtocolClient(stream);", "await c.{|SGP1001:EhloAsync|}(\"me\");\n        (await c.ReadGreetingAsync()).EnsurePositive();"),
        FixTests.Method("var c = new SmtpProtocolClient(stream);", "(await c.ReadGreetingAsync()).EnsurePositive();\n        await c.EhloAsync(\"me\");"));

    [Fact]
    public Task What_does_not_use_the_client_stays() => FixTests.Check(
        FixTests.Method(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();\n        System.Console.WriteLine();\n        await c.RcptAsync(\"x\");"),
        FixTests.Method(SessionCode.Sender, "await c.RcptAsync(\"x\");\n        await c.DataAsync();\n        System.Console.WriteLine();"));

    [Theory]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        var x = stream.ToString()!;\n        await c.RcptAsync(x);")]
    [InlineData("var x = (await c.{|SGP1001:DataAsync|}()).ToString()!;\n        await c.RcptAsync(x);")]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        await c.NoopAsync();\n        await c.RcptAsync(\"x\");")]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        if (flag)\n            await c.RcptAsync(\"x\");")]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        if (flag)\n            return;\n        await c.RcptAsync(\"x\");")]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        var r = await c.RcptAsync(\"x\");\n        if (!r.IsPositive)\n            await c.QuitAsync();")]
    [InlineData("await c.{|SGP1001:DataAsync|}();\n        foreach (var x in new[] { \"x\" })\n            await c.RcptAsync(x);")]
    public Task What_depends_on_its_place_is_not_moved(string code) => FixTests.Check(
        FixTests.Method(SessionCode.Sender, code, ""), FixTests.Method(SessionCode.Sender, code, ""));

    [Fact]
    public Task What_gives_up_a_transaction_is_not_moved_into_it() => FixTests.Check(
        FixTests.Method(SessionCode.Sender, "await c.{|SGP1001:MailAsync|}(\"x\");\n        await c.RsetAsync();"),
        FixTests.Method(SessionCode.Sender, "(await c.RsetAsync()).EnsurePositive();\n        await c.MailAsync(\"x\");\n        await c.RsetAsync();"));
}
