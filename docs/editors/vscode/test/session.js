// A session as an editor has it, with the types of its own libraries: node test/session.js COMMAND ARGUMENT...
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const lsp = require('vscode-languageserver-protocol/node');

const specification = `protocol Chat {
    family coded
    states { initial Ready; final Closed }
    connect { => hello -> Ready }
    /// Ends the session.
    command QUIT { from * => bye -> Closed }
    reply hello 220 "😀 ready"
    reply bye 221 "Bye"
    lines { replies utf8 }
}
`;

async function main() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smtpgen-session-'));
    const uri = pathToFileURL(path.join(folder, 'chat.protocol')).href;
    const [command, ...args] = process.argv.slice(2);
    const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise(resolve => server.on('exit', resolve));
    const editor = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
    const told = [];
    let wake = () => { };
    editor.onNotification(lsp.PublishDiagnosticsNotification.type, found => { told.push(found); wake(); });
    editor.listen();

    // The findings of the file, when they are as expected.
    async function findings(fits) {
        for (;;) {
            while (told.length > 0) {
                const found = told.shift();
                if (found.uri === uri && fits(found.diagnostics)) {
                    return found.diagnostics;
                }
            }

            await new Promise(resolve => { wake = resolve; });
        }
    }

    const { capabilities } = await editor.sendRequest(lsp.InitializeRequest.type, {
        processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'chat' }],
    });
    await editor.sendNotification(lsp.InitializedNotification.type, {});
    for (const provider of ['hoverProvider', 'renameProvider', 'completionProvider', 'semanticTokensProvider', 'inlayHintProvider', 'documentFormattingProvider']) {
        assert(capabilities[provider], provider);
    }

    // One letter after the other, as a person types.
    await editor.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'smtpgen', version: 1, text: '' } });
    let version = 1;
    let line = 0;
    let character = 0;
    for (const letter of specification.replace('=> bye', '=> by')) {
        await editor.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
            textDocument: { uri, version: ++version },
            contentChanges: [{ range: { start: { line, character }, end: { line, character } }, text: letter }],
        });
        [line, character] = letter === '\n' ? [line + 1, 0] : [line, character + letter.length];
    }

    const [wrong] = await findings(found => found.length === 1 && found[0].code === 'SGP0010');
    const textDocument = { uri };
    const [action] = await editor.sendRequest(lsp.CodeActionRequest.type, { textDocument, range: wrong.range, context: { diagnostics: [wrong] } });
    assert.deepStrictEqual(action.edit.changes[uri].map(edit => edit.newText), ['bye']);
    await editor.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: ++version },
        contentChanges: action.edit.changes[uri].map(edit => ({ range: edit.range, text: edit.newText })),
    });
    await findings(found => found.length === 0);

    const quit = { line: 5, character: 13 };
    const hover = await editor.sendRequest(lsp.HoverRequest.type, { textDocument, position: quit });
    assert.match(hover.contents.value, /Ends the session/);
    const offered = await editor.sendRequest(lsp.CompletionRequest.type, { textDocument, position: { line: 5, character: 29 } });
    assert.deepStrictEqual(offered.map(item => item.label).filter(label => ['hello', 'bye'].includes(label)).sort(), ['bye', 'hello']);
    const renamed = await editor.sendRequest(lsp.RenameRequest.type, { textDocument, position: { line: 6, character: 11 }, newName: 'welcome' });
    assert.strictEqual(renamed.changes[uri].length, 2);
    await assert.rejects(editor.sendRequest(lsp.RenameRequest.type, { textDocument, position: { line: 2, character: 22 }, newName: 'same' }), /word of the language/);
    const tokens = await editor.sendRequest(lsp.SemanticTokensRequest.type, { textDocument });
    assert(tokens.data.length > 0 && tokens.data.length % 5 === 0);
    const symbols = await editor.sendRequest(lsp.DocumentSymbolRequest.type, { textDocument });
    assert.deepStrictEqual(symbols.map(symbol => symbol.name), ['Chat']);
    assert(lsp.DocumentSymbol.is(symbols[0]));
    const edits = await editor.sendRequest(lsp.DocumentFormattingRequest.type, { textDocument, options: { tabSize: 4, insertSpaces: true } });
    assert(edits.every(edit => lsp.TextEdit.is(edit)));

    await editor.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument });
    await editor.sendRequest(lsp.ShutdownRequest.type);
    await editor.sendNotification(lsp.ExitNotification.type);
    assert.strictEqual(await ended, 0);
    fs.rmSync(folder, { recursive: true });
    console.log('ok');
    process.exit(0);
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
