// Imported before anything else, and written for any Node that knows modules: it is the old ones that must read it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Ormée needs Node 20.19 or later and this is Node ${process.versions.node}: install a newer one (https://nodejs.org), then try again.`,
  );
  process.exit(1);
}
