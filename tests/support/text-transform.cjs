/** Jest takes these files as the bundler does: the module is the text. */
module.exports = {
  process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};
