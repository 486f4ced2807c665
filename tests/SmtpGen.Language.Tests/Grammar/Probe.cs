namespace SmtpGen.Language.Tests.Grammar;
public class Probe {
    [Fact] public void P() {
        var sw = new System.Diagnostics.Stopwatch();
        for (int i = 0; i < 20; i++) {
            sw.Restart();
            SmtpGrammar.Compile(SmtpGrammar.Utf8, "\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)");
            Console.WriteLine(sw.ElapsedMilliseconds + " ms");
        }
        byte[] input = "FROM:<some.body@mail.example.com>"u8.ToArray();
        var a = SmtpGrammar.MailFromUtf8;
        var regs = new int[a.RegisterCount]; int sum = 0;
        for (int r = 0; r < 6; r++) {
        sw.Restart();
        for (int i = 0; i < 2_000_000; i++) {
            var t = new SmtpGen.Runtime.Grammar.AutomatonTables(a.ClassOfByte.AsSpan(), a.ClassCount, a.Next.AsSpan(), a.Actions.AsSpan(), a.AcceptActions.AsSpan(), a.Operations.AsSpan(), a.RegisterCount);
            sum += SmtpGen.Runtime.Grammar.GrammarMatcher.Match(t, input, regs);
        }
        Console.WriteLine(sw.ElapsedMilliseconds / 2.0 + " ns/match " + input.Length);
        }
    }
}
